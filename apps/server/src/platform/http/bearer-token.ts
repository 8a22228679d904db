import { DomainError } from '../domain-error.ts'

/** The token of an `Authorization: Bearer` header (RFC 6750 §2.1); the scheme's name is case-insensitive (RFC 9110 §11.1). */
export function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw new DomainError('authentication_invalid')
  const match = /^bearer[ \t]+(\S+)$/i.exec(authorization.trim())
  if (!match?.[1]) throw new DomainError('authorization_header_format_invalid')
  return match[1]
}
