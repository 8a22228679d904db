import { refusalOf } from '@keywright/adapter-core'
import { type AnyRequestMiddleware, createMiddleware } from '@tanstack/react-start'
import { authOf } from './auth.ts'
import type { KeywrightContext } from './start-context.ts'

/**
 * Lets only signed-in people through: `server: { middleware: [requireAuth()] }` in a route. Pages are sent to the sign-in and come
 * back, programs and server functions get 401.
 */
export function requireAuth(options: { signInUrl?: string | undefined } = {}): AnyRequestMiddleware {
  return createMiddleware().server(async ({ context, next }) => {
    const auth = authOf((context as Partial<KeywrightContext> | undefined)?.auth)
    const refusal = refusalOf(auth, options.signInUrl)
    if (!refusal) return next()
    const { body, ...init } = refusal
    return body ? Response.json(body, init) : new Response(null, init)
  })
}
