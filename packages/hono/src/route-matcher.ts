import { createNodeRouteMatcher, type NodeRouteMatcherInput } from '@keywright/adapter-core'
import { AmbiguousPathError } from '@keywright/backend'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** Says whether a request is for one of these routes: `createRouteMatcher(['/dashboard(.*)'])(c)`. */
export function createRouteMatcher(routes: NodeRouteMatcherInput<Context>): (context: Context) => boolean {
  const matches = createNodeRouteMatcher(routes, (context) => context.req.url)
  return (context) => {
    try {
      return matches(context)
    } catch (error) {
      // Hono answers an error that it does not know with 500.
      throw error instanceof AmbiguousPathError ? new HTTPException(400, { cause: error }) : error
    }
  }
}
