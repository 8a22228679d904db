/** A host as browsers send it; anything else in a forwarded header is somebody's attempt. */
const hostPattern = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

/**
 * The URL as the browser knows it (wire contract 4.1): behind a proxy, scheme and host are in the forwarded headers. Whoever can
 * set those on the way here can choose where a handshake returns to, which the server checks against the allowed origins.
 */
export function publicUrlOf(request: Pick<Request, 'url' | 'headers'>): URL {
  const url = new URL(request.url)
  const { headers } = request
  const host = firstOf(headers.get('x-forwarded-host')) ?? headers.get('host')
  const protocol = firstOf(headers.get('x-forwarded-proto')) ?? url.protocol.slice(0, -1)
  if (!host || (host === url.host && `${protocol}:` === url.protocol)) return url
  if (!hostPattern.test(host) || (protocol !== 'http' && protocol !== 'https')) return url
  const origin = `${protocol}://${host}`
  return URL.canParse(origin) ? new URL(`${url.pathname}${url.search}`.replace(/^\/{2,}/, '/'), origin) : url
}

function firstOf(header: string | null): string | undefined {
  return header?.split(',')[0]?.trim() || undefined
}
