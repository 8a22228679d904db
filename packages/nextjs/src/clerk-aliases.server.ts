/** The names that public tutorials use for what `@keywright/nextjs/server` has under its own. */
export { buildKeywrightProps as buildClerkProps } from './server/build-keywright-props.ts'
export { keywrightClient as clerkClient } from './server/keywright-client.ts'
export {
  type KeywrightMiddlewareHandler as ClerkMiddlewareHandler,
  type KeywrightMiddlewareOptions as ClerkMiddlewareOptions,
  keywrightMiddleware as clerkMiddleware,
} from './server/middleware.ts'
