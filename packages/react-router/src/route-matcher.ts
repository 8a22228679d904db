import { createNodeRouteMatcher, type NodeRouteMatcherInput } from '@keywright/adapter-core'
import { AmbiguousPathError } from '@keywright/backend'
import { pageUrl, type RouteArgs } from './route-context.ts'

/**
 * Says whether a request is for one of these routes, or for their data: `createRouteMatcher(['/dashboard(.*)'])(args)`. A path
 * that can be read in two ways is answered with 400.
 */
export function createRouteMatcher(routes: NodeRouteMatcherInput<RouteArgs>): (args: RouteArgs) => boolean {
  const matches = createNodeRouteMatcher(routes, pageUrl)
  return (args) => {
    try {
      return matches(args)
    } catch (error) {
      throw error instanceof AmbiguousPathError ? new Response(null, { status: 400 }) : error
    }
  }
}
