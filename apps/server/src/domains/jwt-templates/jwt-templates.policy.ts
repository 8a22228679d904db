import { DomainError } from '../../platform/domain-error.ts'

/** A cookie or a header holds no more than a few kilobytes, and a token is longer than its claims. */
const claimsBytesMax = 16_384

/** Throws when claims take more room than any token may. */
export function requireClaimsSize(claims: Record<string, unknown>): void {
  if (Buffer.byteLength(JSON.stringify(claims)) > claimsBytesMax)
    throw new DomainError('form_param_exceeds_allowed_size', { param: 'claims' })
}

/** Throws when a claim is one that only the server sets. */
export function requireFreeClaims(reservedClaim: string | undefined): void {
  if (reservedClaim !== undefined)
    throw new DomainError('jwt_template_reserved_claim', { param: reservedClaim })
}
