/** The names that public tutorials use for what this package has under its own. */
import { keywrightClient } from './server/keywright-client.ts'
import { keywrightMiddleware } from './server/middleware.ts'

export { keywrightClient as clerkClient, keywrightMiddleware as clerkMiddleware }
