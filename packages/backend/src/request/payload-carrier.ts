/**
 * Whether a handshake's payload comes in the URL: in development, and where app and server share no cookie. Anywhere else it
 * comes in one, and a payload in a URL is a link by which somebody signs its reader in as themselves (login CSRF, CWE-352).
 */
export function isPayloadInUrl(isDevelopment: boolean, frontendUrl: string, page: URL): boolean {
  if (isDevelopment || !URL.canParse(frontendUrl)) return true
  const { hostname } = new URL(frontendUrl)
  const shared = /^clerk\.(.+\..+)$/.exec(hostname)?.[1]
  const isWithin = shared !== undefined && `.${page.hostname}`.endsWith(`.${shared}`)
  return hostname !== page.hostname && !isWithin
}
