import { signaturePort } from '#signature'
import type { JwtHeader } from './session-claims.ts'

/** No token that fits a cookie or a header comes near; without a bound, decoding is work that a stranger chooses. */
export const tokenLengthMax = 16_384

/**
 * RFC 7515 §2: three parts in the URL-safe alphabet, without padding. Decoders forgive more, and two spellings of one
 * token are one too many.
 */
const compact = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/

export interface DecodedJwt {
  header: JwtHeader
  claims: Record<string, unknown>
  /** What was signed: the first two parts with the dot (RFC 7515 §5.1). */
  signingInput: string
  signature: Uint8Array
}

/**
 * Takes a compact JWS apart (RFC 7515 §7.1) without proving anything; `undefined` for what is none.
 * Claims of a token that was only decoded may not decide anything about access.
 */
export function decodeJwt(token: string): DecodedJwt | undefined {
  if (token.length > tokenLengthMax) return undefined
  const [, header, claims, signature] = compact.exec(token) ?? []
  if (header === undefined || claims === undefined || signature === undefined) return undefined
  if ([header, claims, signature].some(isMisspelt)) return undefined
  const headerObject = parseObject(header)
  const claimsObject = parseObject(claims)
  if (!isHeader(headerObject) || !claimsObject) return undefined
  return {
    header: headerObject,
    claims: claimsObject,
    signingInput: token.slice(0, header.length + 1 + claims.length),
    signature: signaturePort.decodeBase64Url(signature),
  }
}

/** RFC 4648 §3.5: one character too many stands for nothing, and bits left over at the end are zero. */
function isMisspelt(part: string): boolean {
  const rest = part.length % 4
  if (rest === 2) return !/[AQgw]$/.test(part)
  return rest === 1 || (rest === 3 && !/[AEIMQUYcgkosw048]$/.test(part))
}

function parseObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(signaturePort.decodeBase64UrlText(part))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isHeader(value: unknown): value is JwtHeader {
  return isRecord(value) && typeof value.alg === 'string'
}
