/** The names that public tutorials use for what this package has under its own. */
import type { AdapterOptions, RequestAuth } from '@keywright/adapter-core'
import { keywrightClient } from './keywright-client.ts'
import { keywrightMiddleware } from './middleware.ts'
import { requireAuthOrFail } from './require-auth.ts'

export type ClerkMiddlewareOptions = AdapterOptions

export interface LooseAuthProp {
  auth: RequestAuth
}
export type WithAuthProp<Request> = Request & LooseAuthProp
export type RequireAuthProp<Request> = Request & LooseAuthProp

export {
  keywrightClient as clerkClient,
  keywrightMiddleware as clerkMiddleware,
  keywrightMiddleware as ClerkExpressWithAuth,
  requireAuthOrFail as ClerkExpressRequireAuth,
}
