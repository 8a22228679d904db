import { createPathMatcher, type PathPattern } from '@keywright/backend'

/** Says whether a route is one of these: `createRouteMatcher(['/dashboard(.*)'])(to)`. For route middleware. */
export function createRouteMatcher(
  routes: PathPattern | readonly PathPattern[] | ((to: { path: string }) => boolean),
): (to: { path: string }) => boolean {
  if (typeof routes === 'function') return routes
  const matches = createPathMatcher(routes)
  return ({ path }) => matches(path)
}
