/** Writing cookies (RFC 6265 §4.1). Reading them is in `http-request.ts`. */
import { invariant } from '../domain-error.ts'

export interface CookieAttributes {
  /** Absent: the browser sends it back to exactly this host. */
  domain?: string | undefined
  httpOnly?: boolean
  secure: boolean
  sameSite?: 'Lax' | 'Strict'
  maxAgeSeconds: number
}

/** Browsers cap the life of a cookie here (RFC 6265bis §5.5). */
export const cookieSecondsMax = 400 * 24 * 60 * 60

/** A `Set-Cookie` value. Neither name nor value is encoded: what would need it is refused. */
export function serializeCookie(name: string, value: string, attributes: CookieAttributes): string {
  // A `;` or a line break in a value would let its source write attributes or headers of its own.
  invariant(/^[\w!#$%&'*+.^`|~-]+$/.test(name), 'a cookie name is a token')
  invariant(/^[\w!#$%&'()*+./:<=>?@[\]^`{|}~-]*$/.test(value), 'a cookie value has no separators')
  return [
    `${name}=${value}`,
    'Path=/',
    ...(attributes.domain === undefined ? [] : [`Domain=${attributes.domain}`]),
    `Max-Age=${Math.min(attributes.maxAgeSeconds, cookieSecondsMax)}`,
    ...(attributes.httpOnly ? ['HttpOnly'] : []),
    ...(attributes.secure ? ['Secure'] : []),
    `SameSite=${attributes.sameSite ?? 'Lax'}`,
  ].join('; ')
}

/** Deletes a cookie: name, domain and path must be those it was set with. */
export function expireCookie(name: string, attributes: Omit<CookieAttributes, 'maxAgeSeconds'>): string {
  return serializeCookie(name, '', { ...attributes, maxAgeSeconds: 0 })
}
