/** The names that public tutorials use on the server for what this package has under its own. */
import type { AdapterOptions } from '@keywright/adapter-core'
import { keywrightClient } from './keywright-client.ts'
import { keywrightMiddleware } from './middleware.ts'

export type ClerkMiddlewareOptions = AdapterOptions
export { keywrightClient as clerkClient, keywrightMiddleware as clerkMiddleware }
