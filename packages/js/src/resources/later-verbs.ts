/**
 * The verbs of a resource, fetched with the first call of one: a page that shows who is signed in, or signs in by our components,
 * calls none of them. `names` is all that is known of them before, in one text.
 */
export function laterVerbs<Verbs extends object>(names: string, load: () => Promise<Verbs>): Verbs {
  const later = names.split(' ').map((name) => [
    name,
    async (...given: unknown[]) => {
      const verbs = (await load()) as Record<string, (...given: unknown[]) => unknown>
      return await verbs[name]?.(...given)
    },
  ])
  return Object.fromEntries(later) as Verbs
}
