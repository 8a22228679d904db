import { refusalOf } from '@keywright/adapter-core'
import type { preHandlerAsyncHookHandler } from 'fastify'
import { authOf } from './get-auth.ts'

/**
 * A `preHandler` of a route that only signed-in people reach: pages are sent to the sign-in and come back, programs get 401.
 */
export function requireAuth(options: { signInUrl?: string | undefined } = {}): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const refusal = refusalOf(authOf(request), options.signInUrl)
    return refusal && reply.code(refusal.status).headers(refusal.headers).send(refusal.body)
  }
}
