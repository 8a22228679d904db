export type {
  AdapterOptions,
  AuthOptions,
  BrowserState,
  RequestAuth,
  SessionAuth,
} from '@keywright/adapter-core'
export * from '@keywright/backend'
export { type Auth, auth, type RedirectToSignInOptions, redirectToSignIn } from './auth.ts'
export * from './clerk-aliases.ts'
export { keywrightClient } from './keywright-client.ts'
export { keywrightMiddleware, type StartRequest } from './middleware.ts'
export { requireAuth } from './require-auth.ts'
export { createRouteMatcher } from './route-matcher.ts'
export type { KeywrightContext } from './start-context.ts'
