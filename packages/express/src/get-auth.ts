import {
  type AuthOptions,
  type RequestAuth,
  requireMiddleware,
  type SessionAuth,
} from '@keywright/adapter-core'
import type { AuthObject } from '@keywright/backend'
import type { Request } from 'express'

/** Who a request is from. Throws where `keywrightMiddleware()` did not run before. */
export function getAuth(
  request: Request,
  options?: AuthOptions & { acceptsToken?: 'session_token' | undefined },
): SessionAuth
export function getAuth(request: Request, options: AuthOptions): AuthObject
export function getAuth(request: Request, options: AuthOptions = {}): AuthObject {
  return authOf(request)(options)
}

export function authOf(request: Request): RequestAuth {
  return requireMiddleware((request as { auth?: unknown }).auth, 'app.use(keywrightMiddleware())')
}
