import { createGetAuth, type GetAuth, type RequestAuth, requireMiddleware } from '@keywright/adapter-core'
import type { FastifyRequest } from 'fastify'

export function authOf(request: FastifyRequest): RequestAuth {
  return requireMiddleware((request as { auth?: unknown }).auth, 'app.register(keywrightPlugin)')
}

/** Who a request is from. Throws where `keywrightPlugin` did not run before. */
export const getAuth: GetAuth<FastifyRequest> = createGetAuth(authOf)
