import { createRouteMatcher, type PathPattern } from '@keywright/backend'

export type NodeRouteMatcherInput<FrameworkRequest> =
  | PathPattern
  | readonly PathPattern[]
  | ((request: FrameworkRequest) => boolean)

/**
 * Makes a function that says whether a request is for one of these routes. It reads the path as it was sent, since that is what
 * the router reads.
 */
export function createNodeRouteMatcher<FrameworkRequest>(
  routes: NodeRouteMatcherInput<FrameworkRequest>,
  targetOf: (request: FrameworkRequest) => string,
): (request: FrameworkRequest) => boolean {
  if (typeof routes === 'function') return routes
  const matches = createRouteMatcher(routes)
  return (request) => matches({ url: targetOf(request) })
}
