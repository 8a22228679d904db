import { signaturePort } from '#signature'
import { type DecodedJwt, decodeJwt } from './decode-jwt.ts'
import { type CheckContext, claimChecks, firstFault, headerChecks, type TokenFault } from './jwt-checks.ts'
import type { JwtHeader, SessionClaims, TokenCategory } from './session-claims.ts'
import type { VerificationKey } from './verification-key.ts'

/** Either a key set, from which the token's key id chooses, or the one key there is. */
export type KeySource = { keys: readonly VerificationKey[] } | { key: VerificationKey }

export type VerifyJwtOptions = KeySource & {
  /** How far clocks may be apart, in seconds. */
  clockSkewSeconds?: number
  /** Origins whose pages the token may have been made for; empty: any. */
  authorizedParties?: readonly string[]
  /** Which kind of token is expected. `any` is for those who look at `cat` themselves. */
  category?: TokenCategory | 'any'
  now?: Date
}

/** What was proven of a token that has no life of its own: who signed it. */
export type VerifyJwsResult =
  | { ok: true; header: JwtHeader; claims: Record<string, unknown> }
  | { ok: false; fault: TokenFault }

export type VerifyJwtResult =
  | { ok: true; header: JwtHeader; claims: SessionClaims }
  | { ok: false; fault: TokenFault }

const clockSkewSecondsDefault = 5

/** Proves a session token: who signed it, that it is one, and that it counts now. No network, no database. */
export async function verifyJwt(token: string, options: VerifyJwtOptions): Promise<VerifyJwtResult> {
  const decoded = decodeJwt(token)
  if (!decoded) return refused({ code: 'token_invalid' })
  const context = contextOf(options)
  const fault =
    firstFault(headerChecks, decoded, context) ??
    (await signatureFault(decoded, options)) ??
    firstFault(claimChecks, decoded, context)
  if (fault) return refused(fault)
  return { ok: true, header: decoded.header, claims: decoded.claims as unknown as SessionClaims }
}

/**
 * Proves who signed a token and no more: for payloads that are used at once, such as a handshake's. Its `cat` is left to the
 * caller, and nothing in it says who somebody is.
 */
export async function verifyJws(token: string, source: KeySource): Promise<VerifyJwsResult> {
  const decoded = decodeJwt(token)
  if (!decoded) return refused({ code: 'token_invalid' })
  const fault =
    firstFault(headerChecks, decoded, contextOf({ ...source, category: 'any' })) ??
    (await signatureFault(decoded, source))
  return fault ? refused(fault) : { ok: true, header: decoded.header, claims: decoded.claims }
}

function refused(fault: TokenFault): { ok: false; fault: TokenFault } {
  return { ok: false, fault }
}

function contextOf({ clockSkewSeconds, authorizedParties, category, now }: VerifyJwtOptions): CheckContext {
  const wanted = category ?? 'session'
  return {
    now: (now?.getTime() ?? Date.now()) / 1000,
    clockSkewSeconds: clockSkewSeconds ?? clockSkewSecondsDefault,
    authorizedParties: authorizedParties ?? [],
    category: wanted === 'any' ? undefined : wanted,
  }
}

async function signatureFault(decoded: DecodedJwt, source: KeySource): Promise<TokenFault | undefined> {
  const { header, signingInput, signature } = decoded
  const key = 'key' in source ? source.key : source.keys.find(({ keyId }) => keyId === header.kid)
  if (!key) return { code: 'key_not_found', claim: 'kid' }
  // RFC 8725 §3.1: the key decides the algorithm. What the token says must agree, or it could name `none`, or use the
  // public key as an HMAC secret.
  if (header.alg !== key.algorithm) return { code: 'token_invalid_algorithm', claim: 'alg' }
  const valid = await signaturePort.verifySignature(key.algorithm, key.key, signingInput, signature)
  return valid ? undefined : { code: 'token_invalid_signature' }
}
