import { DomainError } from '../../platform/domain-error.ts'

/** Browsers drop a cookie whose name and value are longer together (RFC 6265bis §5.6 step 5). */
const cookieBytesMax = 4096
const largestShown = 3

/**
 * Refuses a session token that no cookie can hold. Apps would be told nothing: the browser goes on without, and their servers
 * see nobody.
 */
export function requireCookieSize(
  jwt: string,
  { cookieSuffix }: { cookieSuffix: string },
  claims: Readonly<Record<string, unknown>>,
): void {
  const bytes = `__session_${cookieSuffix}`.length + jwt.length
  if (bytes <= cookieBytesMax) return
  const largest = Object.entries(claims)
    .map(([name, value]) => ({ name, bytes: Buffer.byteLength(JSON.stringify(value) ?? '') }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, largestShown)
  const named = largest.map((claim) => `${claim.name} (${claim.bytes})`).join(', ')
  throw new DomainError('session_token_too_large', {
    longMessage: `With its name the cookie of this session token has ${bytes} bytes, and browsers drop one of more than ${cookieBytesMax}. The largest claims, in bytes: ${named}. Take claims out of the session token, or permissions out of the roles of the organization.`,
    meta: { bytes, bytes_max: cookieBytesMax, largest_claims: largest.map(({ name }) => name) },
  })
}
