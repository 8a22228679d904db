/** The names that public tutorials use on the server for what this package has under its own. */
import type { AdapterOptions, OptionsOf } from '@keywright/adapter-core'
import { keywrightClient } from './keywright-client.ts'
import { keywrightMiddleware, type StartRequest } from './middleware.ts'

export type ClerkMiddlewareOptions = AdapterOptions
export type ClerkMiddlewareOptionsCallback = Extract<
  OptionsOf<StartRequest>,
  (request: StartRequest) => unknown
>
export { keywrightClient as clerkClient, keywrightMiddleware as clerkMiddleware }
