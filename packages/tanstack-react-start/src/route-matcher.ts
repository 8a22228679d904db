import { createNodeRouteMatcher, type NodeRouteMatcherInput } from '@keywright/adapter-core'
import { AmbiguousPathError } from '@keywright/backend'

/** Says whether a request is for one of these routes: `createRouteMatcher(['/dashboard(.*)'])(request)`. */
export function createRouteMatcher(routes: NodeRouteMatcherInput<Request>): (request: Request) => boolean {
  const matches = createNodeRouteMatcher(routes, (request) => request.url)
  return (request) => {
    try {
      return matches(request)
    } catch (error) {
      throw error instanceof AmbiguousPathError ? new Response(null, { status: 400 }) : error
    }
  }
}
