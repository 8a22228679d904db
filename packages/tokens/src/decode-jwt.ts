import { signaturePort } from '#signature'
import type { JwtHeader } from './session-claims.ts'

/** No token that fits a cookie or a header comes near; without a bound, decoding is work that a stranger chooses. */
export const tokenLengthMax = 16_384

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
  const parts = token.split('.')
  const [header, claims, signature] = parts
  if (parts.length !== 3 || !header || !claims || signature === undefined) return undefined
  if (!parts.every(isBase64Url)) return undefined
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

/** RFC 7515 §2: the URL-safe alphabet, no padding. Decoders forgive more, and two spellings of one token are one too many. */
function isBase64Url(text: string): boolean {
  return text.length % 4 !== 1 && /^[A-Za-z0-9_-]*$/.test(text)
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
