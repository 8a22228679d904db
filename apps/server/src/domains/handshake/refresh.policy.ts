import type { ErrorCode } from '@keywright/contract'
import type { StoredRefreshToken } from './refresh-tokens.repository.ts'

/** A browser sends several requests with the same two tokens at once; each of them is to succeed. */
const sameUseMs = 10_000

/** After this long a redirect is no loss, and a token found in an old backup is worth nothing. */
const expiredForMaxMs = 24 * 60 * 60 * 1000

/** What of an expired session token the rules look at; its signature has been checked. */
export interface ExpiredClaims {
  sid?: unknown
  azp?: unknown
  iat?: unknown
  exp?: unknown
  jti?: unknown
}

/** What came with it. */
export interface RefreshRequest {
  sessionId: string
  origin: string
}

/** Why an expired session token cannot be exchanged; `undefined` when it can. The order is that of the checks. */
export function expiredTokenFault(
  { sid, azp, iat, exp }: ExpiredClaims,
  { sessionId, origin }: RefreshRequest,
  now: Date,
): ErrorCode | undefined {
  if (!isOrigin(origin)) return 'refresh_request_origin_invalid'
  if (typeof sid !== 'string') return 'expired_session_token_missing_sid'
  if (typeof azp !== 'string') return 'expired_session_token_missing_azp'
  if (typeof iat !== 'number') return 'session_refresh_expired_session_token_missing_iat'
  // A token of one page must not be renewed for another.
  if (azp !== origin) return 'refresh_request_origin_azp_mismatch'
  if (sid !== sessionId) return 'refresh_sid_mismatch'
  const expiredForMs = now.getTime() - (typeof exp === 'number' ? exp : 0) * 1000
  return expiredForMs > expiredForMaxMs ? 'session_refresh_expired_session_token_too_old' : undefined
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text)
}

export type RefreshTokenVerdict =
  | { kind: 'good' }
  | { kind: 'refused'; code: ErrorCode }
  /** Used before, by somebody: one of the two was a thief, and the token family ends (RFC 9700 §4.14.2). */
  | { kind: 'replayed'; code: ErrorCode }

/** Whether a refresh token may be used with this session token, now. */
export function judgeRefreshToken(
  token: StoredRefreshToken | undefined,
  use: { sessionId: string; tokenId: string },
  now: Date,
): RefreshTokenVerdict {
  if (!token || token.expireAt <= now) return { kind: 'refused', code: 'refresh_token_not_found' }
  if (token.sessionId !== use.sessionId) return { kind: 'refused', code: 'refresh_sid_mismatch' }
  if (token.consumedAt === null) return { kind: 'good' }
  const isSamePair = token.consumedWith === use.tokenId
  if (isSamePair && now.getTime() - token.consumedAt.getTime() <= sameUseMs) return { kind: 'good' }
  return {
    kind: 'replayed',
    code: isSamePair ? 'session_refresh_expired_session_token_consumed' : 'refresh_token_not_found',
  }
}
