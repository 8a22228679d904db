import { applyHeaders, createAuthenticator, keepPrivate, type OptionsOf } from '@keywright/adapter-core'
import type { MiddlewareFunction } from 'react-router'
import { findIdentified, pageRequest, type RouteArgs, rememberIdentified } from './route-context.ts'

/**
 * Finds out who each request is from, for `getAuth(args)` and `rootAuthLoader(args)`: `export const middleware =
 * [keywrightMiddleware()]` in `root.tsx`. It lets strangers through.
 */
export function keywrightMiddleware(options: OptionsOf<RouteArgs> = {}): MiddlewareFunction<Response> {
  const authenticator = createAuthenticator(options)
  return async (args, next) => {
    if (findIdentified(args)) return next()
    const { request } = args
    const forwarded = await authenticator.forward(request, args, () => request.body)
    if (forwarded) return forwarded
    const outcome = await authenticator.identify(pageRequest(args), args)
    if (outcome.kind === 'answer') return new Response(null, outcome)
    rememberIdentified(args, outcome)
    const answer = await next()
    // One that was fetched cannot be changed.
    const response = new Response(answer.body, answer)
    applyHeaders(outcome.headers, response.headers)
    keepPrivate(outcome.auth, response.headers)
    return response
  }
}
