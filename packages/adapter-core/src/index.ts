export { pageOf } from './addresses.ts'
export { applyHeaders, type HeaderSink, keepPrivate } from './apply-headers.ts'
export { type Authenticator, createAuthenticator, type Outcome } from './authenticator.ts'
export { type BrowserState, browserStateOf } from './browser-state.ts'
export { type ConditionFunction, meetsCondition } from './condition.ts'
export { createLazyClient, createRequestClient, type LazyClient, type RequestClient } from './lazy-client.ts'
export { MiddlewareMissingError, requireMiddleware } from './middleware-missing.ts'
export { type NodeRequest, toWebRequest } from './node-request.ts'
export { type NodeWebhookRequest, toWebhookRequest } from './node-webhook.ts'
export type { AdapterOptions, OptionsOf } from './options.ts'
export { type RedirectVerbs, redirectsOf, type SignInUrlOptions, signInUrlOf } from './redirects.ts'
export { type Refusal, refusalOf } from './refusal.ts'
export {
  type AuthOptions,
  createGetAuth,
  createRequestAuth,
  type GetAuth,
  inputOf,
  isRequestAuth,
  type RequestAuth,
  type SessionAuth,
} from './request-auth.ts'
export { createNodeRouteMatcher, type NodeRouteMatcherInput } from './route-matcher.ts'
