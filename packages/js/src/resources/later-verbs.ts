import { createLoadOnce } from '../load-once.ts'

/**
 * The verbs of a resource, fetched with the first call of one: a page that shows who is signed in, or signs in by our components,
 * calls none of them. Their names, in one text, are all that is known of them before.
 */
export function laterVerbs<Verbs>(names: string, load: () => Promise<Verbs>): Verbs {
  const later = createLoadOnce(load)
  const verbs = names.split(' ').map((name) => [
    name,
    async (...given: never[]) => {
      const { [name]: verb } = (await later.load()) as Record<string, (...given: never[]) => unknown>
      return await verb?.(...given)
    },
  ])
  return Object.fromEntries(verbs) as Verbs
}
