/** Gives each name, of several in one text, what is done with it. */
export const byName = (names: string, act: (name: string, ...given: never[]) => unknown): object =>
  Object.fromEntries(
    names.split(' ').map((name) => [name, async (...given: never[]) => await act(name, ...given)]),
  )

/**
 * The verbs of a resource, fetched with the first call of one: a page that shows who is signed in, or signs in by our components,
 * calls none of them. Their names are all that is known of them before.
 */
export const laterVerbs = <Verbs>(names: string, load: () => Promise<Verbs>): Verbs =>
  byName(names, async (name, ...given) => {
    const verbs = (await load()) as Record<string, (...given: never[]) => unknown>
    return await verbs[name]?.(...given)
  }) as Verbs
