import { refusalOf } from '@keywright/adapter-core'
import type { MiddlewareHandler } from 'hono'
import { authOf } from './get-auth.ts'

/** Lets only signed-in people through: pages are sent to the sign-in and come back, programs get 401. */
export function requireAuth(options: { signInUrl?: string | undefined } = {}): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOf(authOf(context), options.signInUrl)
    if (!refusal) return next()
    const { body, ...init } = refusal
    return body ? context.json(body, init) : context.newResponse(null, init)
  }
}
