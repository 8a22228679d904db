import {
  type AuthOptions,
  type RequestAuth,
  requireMiddleware,
  type SessionAuth,
} from '@keywright/adapter-core'
import type { AuthObject } from '@keywright/backend'
import type { Context } from 'hono'

/** Who a request is from. Throws where `keywrightMiddleware()` did not run before. */
export function getAuth(
  context: Context,
  options?: AuthOptions & { acceptsToken?: 'session_token' | undefined },
): SessionAuth
export function getAuth(context: Context, options: AuthOptions): AuthObject
export function getAuth(context: Context, options: AuthOptions = {}): AuthObject {
  return authOf(context)(options)
}

export function authOf(context: Context): RequestAuth {
  return requireMiddleware(context.get('keywrightAuth'), "app.use('*', keywrightMiddleware())")
}
