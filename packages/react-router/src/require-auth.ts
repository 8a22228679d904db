import { type AdapterOptions, type Refusal, refusalOf, requireMiddleware } from '@keywright/adapter-core'
import type { MiddlewareFunction } from 'react-router'
import { keywrightMiddleware } from './middleware.ts'
import { findIdentified, isDataRequest } from './route-context.ts'

/**
 * Lets only signed-in people through: `export const middleware = [requireAuth()]` in a route is for all routes below, too. Pages
 * are sent to the sign-in and come back, programs get 401.
 */
export function requireAuth(options: AdapterOptions = {}): MiddlewareFunction<Response> {
  const identified = keywrightMiddleware(options)
  return (args, next) =>
    identified(args, async () => {
      const auth = requireMiddleware(findIdentified(args)?.auth, 'keywrightMiddleware()')
      // The router asks for the data of a page that somebody goes to, and follows redirects.
      const isForPage = args.request.method === 'GET' && isDataRequest(args)
      const refusal = refusalOf(auth, options.signInUrl, isForPage)
      return refusal ? toResponse(refusal) : next()
    })
}

const toResponse = ({ body, ...init }: Refusal): Response =>
  body ? Response.json(body, init) : new Response(null, init)
