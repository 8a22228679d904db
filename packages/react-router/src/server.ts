export type {
  AdapterOptions,
  AuthOptions,
  BrowserState,
  RequestAuth,
  SessionAuth,
} from '@keywright/adapter-core'
export * from '@keywright/backend'
export * from './clerk-aliases.ts'
export { type GetAuth, getAuth } from './get-auth.ts'
export { type KeywrightClient, keywrightClient } from './keywright-client.ts'
export { keywrightMiddleware } from './middleware.ts'
export { requireAuth } from './require-auth.ts'
export {
  type KeywrightLoaderData,
  type Loaded,
  type LoaderFunctionArgsWithAuth,
  type RootAuthLoader,
  rootAuthLoader,
} from './root-auth-loader.ts'
export type { RouteArgs } from './route-context.ts'
export { createRouteMatcher } from './route-matcher.ts'
