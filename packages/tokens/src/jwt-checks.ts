import type { DecodedJwt } from './decode-jwt.ts'
import { type TokenCategory, tokenCategories } from './session-claims.ts'

/** Why a token is refused. Each stands for one reason of the official SDKs (wire contract 4.7), written with hyphens there. */
export type TokenFaultCode =
  | 'token_invalid'
  | 'token_invalid_algorithm'
  | 'token_invalid_signature'
  | 'token_invalid_authorized_parties'
  | 'token_type_mismatch'
  | 'token_expired'
  | 'token_not_active_yet'
  | 'token_iat_in_the_future'
  | 'key_not_found'

export interface TokenFault {
  code: TokenFaultCode
  /** The header or claim at fault. */
  claim?: string
}

export interface CheckContext {
  /** Seconds since 1970. */
  now: number
  clockSkewSeconds: number
  authorizedParties: readonly string[]
  category: TokenCategory | undefined
}

type Check = (token: DecodedJwt, context: CheckContext) => TokenFault | undefined

/** RFC 7519 §5.1: `JWT`, or nothing, where the header names a type at all. */
const rightType: Check = ({ header: { typ } }) =>
  typ === undefined || typ === 'JWT' ? undefined : { code: 'token_invalid', claim: 'typ' }

/** RFC 7515 §4.1.11: extensions that must be understood are not, so the token is refused. */
const noCriticalExtensions: Check = ({ header }) =>
  header.crit === undefined ? undefined : { code: 'token_invalid', claim: 'crit' }

/** Wire contract 5.1: a token made from a template, or for a machine, is no session token. Absent is a session's, by tradition. */
const rightCategory: Check = ({ header: { cat } }, { category }) =>
  category === undefined || cat === tokenCategories[category] || (cat === undefined && category === 'session')
    ? undefined
    : { code: 'token_type_mismatch', claim: 'cat' }

/** RFC 7519 §4.1.2: there is somebody the token speaks of. */
const hasSubject: Check = ({ claims: { sub } }) =>
  typeof sub === 'string' && sub !== '' ? undefined : { code: 'token_invalid', claim: 'sub' }

/** RFC 7519 §4.1.4: the current time must be before `exp`; a small leeway is permitted. A token without end is refused. */
const notExpired: Check = ({ claims: { exp } }, { now, clockSkewSeconds }) => {
  if (!isTime(exp)) return { code: 'token_invalid', claim: 'exp' }
  return now < exp + clockSkewSeconds ? undefined : { code: 'token_expired', claim: 'exp' }
}

/** RFC 7519 §4.1.5: the current time must be at or after `nbf`. */
const alreadyActive: Check = ({ claims: { nbf } }, { now, clockSkewSeconds }) => {
  if (nbf === undefined) return undefined
  if (!isTime(nbf)) return { code: 'token_invalid', claim: 'nbf' }
  return nbf <= now + clockSkewSeconds ? undefined : { code: 'token_not_active_yet', claim: 'nbf' }
}

/** RFC 7519 §4.1.6 gives `iat` no rule; as official SDKs do, what was made in the future is refused. */
const issuedInThePast: Check = ({ claims: { iat } }, { now, clockSkewSeconds }) => {
  if (iat === undefined) return undefined
  if (!isTime(iat)) return { code: 'token_invalid', claim: 'iat' }
  return iat <= now + clockSkewSeconds ? undefined : { code: 'token_iat_in_the_future', claim: 'iat' }
}

/**
 * OpenID Connect Core §2 `azp`: where parties are named, the token was made for one of them. One without `azp` (native apps,
 * servers) was made for none, and is refused there as in official SDKs.
 */
const rightParty: Check = ({ claims: { azp } }, { authorizedParties }) => {
  if (authorizedParties.length === 0) return undefined
  return typeof azp === 'string' && authorizedParties.includes(azp)
    ? undefined
    : { code: 'token_invalid_authorized_parties', claim: 'azp' }
}

/** Before the signature: what kind of token it claims to be. */
export const headerChecks: readonly Check[] = [rightType, noCriticalExtensions, rightCategory]

/** After the signature: only proven claims are looked at. */
export const claimChecks: readonly Check[] = [
  hasSubject,
  rightParty,
  notExpired,
  alreadyActive,
  issuedInThePast,
]

/** The first fault of a list, in its order. */
export function firstFault(
  checks: readonly Check[],
  token: DecodedJwt,
  context: CheckContext,
): TokenFault | undefined {
  for (const check of checks) {
    const fault = check(token, context)
    if (fault) return fault
  }
  return undefined
}

/** RFC 7519 §2 NumericDate. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
