import { createGetAuth, type GetAuth, type RequestAuth, requireMiddleware } from '@keywright/adapter-core'
import type { Context } from 'hono'

export function authOf(context: Context): RequestAuth {
  return requireMiddleware(context.get('keywrightAuth'), "app.use('*', keywrightMiddleware())")
}

/** Who a request is from. Throws where `keywrightMiddleware()` did not run before. */
export const getAuth: GetAuth<Context> = createGetAuth(authOf)
