import type { TokenReason } from '../verify/token-refusal.ts'

/** Why nobody is signed in, or not yet, beside what is wrong with a token (wire contract 4.7). */
export type RequestReason =
  | 'client-uat-but-no-session-token'
  | 'dev-browser-missing'
  | 'dev-browser-sync'
  | 'primary-responds-to-syncing'
  | 'primary-domain-cross-origin-sync'
  | 'satellite-needs-syncing'
  | 'session-token-and-uat-missing'
  | 'session-token-missing'
  | 'session-token-expired'
  | `session-token-expired-refresh-${string}`
  | 'session-token-iat-before-client-uat'
  | 'session-token-nbf'
  | 'session-token-iat-in-the-future'
  | 'session-token-but-no-client-uat'
  | 'active-organization-mismatch'
  | 'token-type-mismatch'
  | 'unexpected-error'
  /** As official SDKs write it where only machine tokens are accepted. */
  | 'No token in header'

export type AuthReason = RequestReason | TokenReason
