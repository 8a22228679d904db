import { type JwtHeader, type SessionClaims, tokenCategories } from '@keywright/tokens'
import { refuse, type TokenRefusal } from './token-refusal.ts'

export interface ClaimExpectations {
  audience?: string | readonly string[] | undefined
  issuer?: string | readonly string[] | undefined
}

/** What `@keywright/tokens` leaves to its callers: of whom and for whom a proven token is. */
export function checkClaims(
  claims: SessionClaims,
  header: JwtHeader,
  { audience, issuer }: ClaimExpectations,
): TokenRefusal | undefined {
  // A machine's token would pass for a session of a user that is none.
  if (header.cat === tokenCategories.machine)
    return refuse('token-invalid', 'The token is that of a machine.')
  return wrongAudience(claims.aud, listOf(audience)) ?? wrongIssuer(claims.iss, listOf(issuer))
}

/** RFC 7519 §4.1.3, where both sides name an audience; a token without one is for everybody, as in official SDKs. */
function wrongAudience(aud: unknown, wanted: readonly string[]): TokenRefusal | undefined {
  if (wanted.length === 0 || aud === undefined || aud === null || aud === '') return undefined
  const given: unknown[] = Array.isArray(aud) ? aud : [aud]
  if (given.length === 0 || given.some((one) => typeof one === 'string' && wanted.includes(one)))
    return undefined
  return refuse('token-verification-failed', 'The token was made for another `audience`.')
}

/** RFC 7519 §4.1.1. */
function wrongIssuer(iss: unknown, wanted: readonly string[]): TokenRefusal | undefined {
  if (wanted.length === 0 || (typeof iss === 'string' && wanted.includes(iss))) return undefined
  return refuse('token-invalid-issuer', 'The token was made by another `issuer`.')
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined || value === '') return []
  return typeof value === 'string' ? [value] : value.filter(Boolean)
}
