export type { AdapterOptions, AuthOptions, RequestAuth, SessionAuth } from '@keywright/adapter-core'
export * from '@keywright/backend'
export * from './clerk-aliases.ts'
export {
  getAuth,
  redirectToSignIn,
  redirectToSignUp,
  refuseStrangers,
  requireAuth,
} from './server/get-auth.ts'
export { keywrightClient } from './server/keywright-client.ts'
export { type KeywrightHandler, keywrightMiddleware } from './server/middleware.ts'
export { createRouteMatcher } from './server/route-matcher.ts'
