/** A request target may be a whole URL (RFC 9112 §3.2.2); what counts is its path, never its host. */
const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i

/** Path and query of a request target. */
export function originForm(target: string): string {
  const path = target.replace(origin, '')
  return path.startsWith('/') ? path : `/${path === '*' ? '' : path}`
}

/** The path as it was sent: nothing decoded, and dots and all, since a parsed URL has lost `/admin/..`, which routers take for `/admin`. */
export function pathOf(target: string): string {
  return originForm(target).replace(/[?#].*$/s, '')
}
