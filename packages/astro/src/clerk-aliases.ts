/** The names that public tutorials use for what this package has under its own. */
import type { AdapterOptions } from '@keywright/adapter-core'
import { keywrightClient } from './server/keywright-client.ts'
import { keywrightMiddleware } from './server/middleware.ts'

export type ClerkAstroMiddlewareOptions = AdapterOptions
export { keywrightClient as clerkClient, keywrightMiddleware as clerkMiddleware }
