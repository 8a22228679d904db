export type { AuthorizationCheck, AuthorizationExplanation } from '@keywright/tokens/explain-authorization'
export { BackendApiError } from './api/api-error.ts'
export type { BackendApi } from './api/backend-api.ts'
export type { InvitingProgress } from './api/organizations-api.ts'
export { type Page, paginate } from './api/paginate.ts'
export type { User } from './api/users-api.ts'
export type {
  AuthObject,
  GetToken,
  GetTokenOptions,
  InvalidTokenAuthObject,
  SignedInAuthObject,
  SignedOutAuthObject,
  TokenRequest,
  UnauthenticatedMachineObject,
} from './auth/auth-object.ts'
export type { CheckAuthorization, CheckAuthorizationParams } from './auth/check-authorization.ts'
export { type BackendClient, type BackendClientOptions, createBackendClient } from './backend-client.ts'
export * from './clerk-aliases.ts'
export { KeywrightConfigError } from './config-error.ts'
export { type Environment, type EnvironmentOptions, readEnvironment } from './environment.ts'
export type { AuthReason } from './request/auth-reason.ts'
export type { AuthenticateRequestOptions } from './request/options.ts'
export type {
  HandshakeState,
  RequestState,
  SessionRequestState,
  SignedInState,
  SignedOutState,
} from './request/request-state.ts'
export type { AcceptsToken, TokenType } from './request/token-types.ts'
export { reverificationError, reverificationErrorResponse } from './reverification.ts'
export {
  createRevocationFeed,
  type RevocationFeed,
  type RevocationFeedOptions,
} from './revocation/revocation-feed.ts'
export type { RevocationFeedStatus, RevocationMode } from './revocation/revocation-ledger.ts'
export type {
  RevocationEntry,
  RevocationEvent,
  RevocationPage,
  RevocationSource,
} from './revocation/revocation-source.ts'
export { AmbiguousPathError, createPathMatcher, type PathPattern } from './routes/path-matcher.ts'
export { createRouteMatcher, type RouteMatcherInput } from './routes/route-matcher.ts'
export type { TokenReason } from './verify/token-refusal.ts'
export { TokenVerificationError } from './verify/token-verification-error.ts'
export type { RevocationGuard, VerifyTokenOptions } from './verify/verifier.ts'
export { verifyToken } from './verify/verify-token.ts'
export {
  type VerifyWebhookOptions,
  verifyWebhook,
  type WebhookEvent,
  WebhookVerificationError,
} from './webhooks/verify-webhook.ts'
