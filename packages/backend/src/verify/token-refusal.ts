import type { TokenFault, TokenFaultCode } from '@keywright/tokens'

/**
 * Why a token is refused, in the words of the official SDKs (wire contract 4.7). Ours alone: `token-invalid-issuer` where an
 * issuer was asked for, `token-revoked`, and `token-unproven` where no word of revocations came lately and the token is old.
 */
export type TokenReason =
  | 'token-expired'
  | 'token-invalid'
  | 'token-invalid-algorithm'
  | 'token-invalid-authorized-parties'
  | 'token-invalid-issuer'
  | 'token-invalid-signature'
  | 'token-not-active-yet'
  | 'token-iat-in-the-future'
  | 'token-revoked'
  | 'token-type-mismatch'
  | 'token-unproven'
  | 'token-verification-failed'
  | 'secret-key-invalid'
  | 'jwk-failed-to-resolve'
  | 'jwk-kid-mismatch'
  | 'jwk-remote-failed-to-load'
  | 'jwk-remote-invalid'

/** A token was refused: an outcome, not a fault. */
export interface TokenRefusal {
  reason: TokenReason
  message: string
  /** What a developer can do about it. */
  action?: string
}

const ofFaults: Record<TokenFaultCode, [reason: TokenReason, message: string, action?: string]> = {
  token_invalid: ['token-invalid', 'This is no session token.'],
  token_invalid_algorithm: ['token-invalid-algorithm', 'The token is not signed the way its key signs.'],
  token_invalid_signature: [
    'token-invalid-signature',
    'The signature of the token is not of this instance.',
    'Check that secret key and publishable key belong together.',
  ],
  token_invalid_authorized_parties: [
    'token-invalid-authorized-parties',
    'The token was made for another origin than those in `authorizedParties`.',
  ],
  token_type_mismatch: ['token-type-mismatch', 'The token is of another kind than a session token.'],
  token_expired: ['token-expired', 'The token has run out.'],
  token_not_active_yet: ['token-not-active-yet', 'The token does not count yet.', 'Check the clocks.'],
  token_iat_in_the_future: [
    'token-iat-in-the-future',
    'The token was made in the future.',
    'Check the clocks.',
  ],
  key_not_found: [
    'jwk-kid-mismatch',
    'The instance has no key with the id that the token names.',
    'Check that secret key and publishable key belong together.',
  ],
}

/** Claims without which a token says nothing; official SDKs keep another reason for them than for broken tokens. */
const requiredClaims = new Set(['sub', 'exp', 'nbf', 'iat'])

/** A fault of a token as a reason and words. */
export function refusalOf({ code, claim }: TokenFault): TokenRefusal {
  if (code === 'token_invalid' && claim !== undefined && requiredClaims.has(claim))
    return refuse('token-verification-failed', `The claim \`${claim}\` of the token is missing or malformed.`)
  const [reason, message, action] = ofFaults[code]
  return refuse(reason, message, action)
}

export function refuse(reason: TokenReason, message: string, action?: string): TokenRefusal {
  return action === undefined ? { reason, message } : { reason, message, action }
}
