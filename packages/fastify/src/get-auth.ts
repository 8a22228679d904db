import {
  type AuthOptions,
  type RequestAuth,
  requireMiddleware,
  type SessionAuth,
} from '@keywright/adapter-core'
import type { AuthObject } from '@keywright/backend'
import type { FastifyRequest } from 'fastify'

/** Who a request is from. Throws where `keywrightPlugin` did not run before. */
export function getAuth(
  request: FastifyRequest,
  options?: AuthOptions & { acceptsToken?: 'session_token' | undefined },
): SessionAuth
export function getAuth(request: FastifyRequest, options: AuthOptions): AuthObject
export function getAuth(request: FastifyRequest, options: AuthOptions = {}): AuthObject {
  return authOf(request)(options)
}

export function authOf(request: FastifyRequest): RequestAuth {
  return requireMiddleware((request as { auth?: unknown }).auth, 'app.register(keywrightPlugin)')
}
