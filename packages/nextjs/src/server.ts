export type { AdapterOptions, AuthOptions, SessionAuth } from '@keywright/adapter-core'
export * from '@keywright/backend'
export * from './clerk-aliases.ts'
export { AuthNotAwaitedError, auth } from './server/auth.ts'
export type { AuthFunction, SessionAuthWithVerbs } from './server/auth-function.ts'
export { buildKeywrightProps } from './server/build-keywright-props.ts'
export { currentUser } from './server/current-user.ts'
export { getAuth } from './server/get-auth.ts'
export { keywrightClient } from './server/keywright-client.ts'
export {
  type KeywrightMiddlewareHandler,
  type KeywrightMiddlewareOptions,
  keywrightMiddleware,
} from './server/middleware.ts'
