/**
 * How far the set may be believed (design, Revocation feed). A proof says up to when everything is known; while it is young,
 * the set decides. Without one only tokens are taken that are too young to have been worth revoking.
 */
import type { JwtHeader, SessionClaims } from '@keywright/tokens'
import { refuse, type TokenRefusal } from '../verify/token-refusal.ts'
import type { RevocationSet } from './revocation-set.ts'

/** Older than this a proof proves nothing. */
const proofAgeMax = 3_000
/** The life of the shortest session tokens, and what clocks may be apart. */
const youngSecondsMax = 60 + 5

export interface Proof {
  /** On a clock that only goes forward, in milliseconds. */
  provenAt: number
  /** Of tokens made longer ago the feed does not speak. */
  coversSeconds: number
}

export interface Clocks {
  /** Goes forward only: for the age of proofs. */
  monotonic(): number
  /** The time of day: for the age of tokens. */
  now(): number
}

export function isFresh(proof: Proof | undefined, clocks: Clocks): proof is Proof {
  return proof !== undefined && clocks.monotonic() - proof.provenAt < proofAgeMax
}

/** Why a proven token does not count, or no longer. */
export function judgeByProof(
  token: { claims: SessionClaims; header: JwtHeader },
  set: RevocationSet,
  proof: Proof | undefined,
  clocks: Clocks,
): TokenRefusal | undefined {
  // What was heard stays true, however long ago.
  if (set.refuses(token.claims, token.header)) return refuse('token-revoked', 'The token was revoked.')
  const { iat } = token.claims
  const age = typeof iat === 'number' ? clocks.now() / 1000 - iat : Number.POSITIVE_INFINITY
  const ageMax = isFresh(proof, clocks) ? Math.max(proof.coversSeconds, youngSecondsMax) : youngSecondsMax
  if (age <= ageMax) return undefined
  return refuse('token-unproven', 'Whether the token was revoked is not known, and it is not young.')
}
