import { createPathMatcher, type PathPattern } from '@keywright/backend'
import { pathOf } from './node-request.ts'

export type NodeRouteMatcherInput<FrameworkRequest> =
  | PathPattern
  | readonly PathPattern[]
  | ((request: FrameworkRequest) => boolean)

/**
 * Makes a function that says whether a request is for one of these routes. It reads the path as it was sent, since that is what
 * the router reads: a parsed URL would have lost `/secret/..`, which some routers take for `/secret`.
 */
export function createNodeRouteMatcher<FrameworkRequest>(
  routes: NodeRouteMatcherInput<FrameworkRequest>,
  targetOf: (request: FrameworkRequest) => string,
): (request: FrameworkRequest) => boolean {
  if (typeof routes === 'function') return routes
  const matches = createPathMatcher(routes)
  return (request) => matches(pathOf(targetOf(request)))
}
