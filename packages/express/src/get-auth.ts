import { createGetAuth, type GetAuth, type RequestAuth, requireMiddleware } from '@keywright/adapter-core'
import type { Request } from 'express'

export function authOf(request: Request): RequestAuth {
  return requireMiddleware((request as { auth?: unknown }).auth, 'app.use(keywrightMiddleware())')
}

/** Who a request is from. Throws where `keywrightMiddleware()` did not run before. */
export const getAuth: GetAuth<Request> = createGetAuth(authOf)
