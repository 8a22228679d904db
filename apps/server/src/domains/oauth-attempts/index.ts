export { createIdTokens } from './id-token.ts'
export {
  type BeginInput,
  type ConfirmIdentity,
  createdSessionParameter,
  createOAuthAttempts,
  type OAuthAttemptsService,
  openerOriginParameter,
  type PlannedAttempt,
} from './oauth-attempts.service.ts'
export {
  createOAuthCallbacks,
  type OAuthCallbacksService,
  type RedeemNonce,
} from './oauth-callbacks.service.ts'
export { createOAuthClient, type OAuthClient } from './oauth-client.ts'
export {
  createProviderAccess,
  type PlayedProviderPort,
  type ProviderAccess,
} from './provider-access.service.ts'
export { whatFailed } from './provider-fault.ts'
export { createVerifyToken, type VerifyToken } from './verify-token.service.ts'
