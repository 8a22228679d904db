/** The names that public tutorials use for what `@keywright/nextjs/server` has under its own. */
import { buildKeywrightProps } from './server/build-keywright-props.ts'
import { keywrightClient } from './server/keywright-client.ts'
import {
  type KeywrightMiddlewareHandler,
  type KeywrightMiddlewareOptions,
  keywrightMiddleware,
} from './server/middleware.ts'

export type ClerkMiddlewareHandler = KeywrightMiddlewareHandler
export type ClerkMiddlewareOptions = KeywrightMiddlewareOptions
export {
  buildKeywrightProps as buildClerkProps,
  keywrightClient as clerkClient,
  keywrightMiddleware as clerkMiddleware,
}
