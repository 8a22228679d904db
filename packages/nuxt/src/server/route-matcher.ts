import { createNodeRouteMatcher, type NodeRouteMatcherInput } from '@keywright/adapter-core'
import { AmbiguousPathError } from '@keywright/backend'
import { createError, type H3Event } from 'h3'

/** Says whether a request is for one of these routes: `createRouteMatcher(['/api/admin(.*)'])(event)`. */
export function createRouteMatcher(routes: NodeRouteMatcherInput<H3Event>): (event: H3Event) => boolean {
  const matches = createNodeRouteMatcher(routes, ({ node }) => node.req.originalUrl ?? node.req.url ?? '/')
  return (event) => {
    try {
      return matches(event)
    } catch (error) {
      // Else it would be written down as a fault of the app.
      throw error instanceof AmbiguousPathError ? createError({ statusCode: 400, cause: error }) : error
    }
  }
}
