import { readPublishableKey } from './publishable-key.ts'

export interface ServerAddressInput {
  /** Where the Backend API is. */
  apiUrl?: string | undefined
  /** Where the Keywright server is, for both APIs. */
  url?: string | undefined
  publishableKey?: string | undefined
}

const developmentPort = 3900

/**
 * Where the Backend API is, without a trailing slash: what was said, else the host in a production key, which serves both APIs,
 * else this machine. Never a host of anybody else's.
 */
export function findApiUrl({ apiUrl, url, publishableKey }: ServerAddressInput): string {
  const named = apiUrl || url
  if (named) return named.replace(/\/+$/, '')
  const key = publishableKey ? readPublishableKey(publishableKey) : undefined
  return key && !key.isDevelopment ? `https://${key.frontendHost}` : `http://127.0.0.1:${developmentPort}`
}

export interface FrontendAddressInput extends ServerAddressInput {
  /** A URL of the app that forwards to the server, made absolute. */
  proxyUrl?: string | undefined
  isSatellite?: boolean | undefined
  domain?: string | undefined
  /** The page that is asked for. */
  page: URL
}

/**
 * Where browsers reach the Frontend API, without a trailing slash. A development key of ours names a `.localhost` host that is
 * only there for other SDKs (design, Topology), so that one is not dialled unless the app lives beside it.
 */
export function findFrontendUrl(input: FrontendAddressInput): string {
  const { publishableKey, proxyUrl, url, isSatellite, domain, page } = input
  const key = readPublishableKey(publishableKey)
  const named = proxyUrl || url
  if (named) return named.replace(/\/+$/, '')
  if (!key.isDevelopment && isSatellite && domain) return `https://clerk.${domain}`
  if (!key.isDevelopment || !isLocalhost(key.frontendHost) || isBeside(page, key.frontendHost))
    return `https://${key.frontendHost}`
  return `http://${isLoopback(page.hostname) ? page.hostname : 'localhost'}:${developmentPort}`
}

const isLocalhost = (host: string) => /\.localhost(:\d+)?$/.test(host)
const isLoopback = (hostname: string) => /^(.*\.)?localhost$|^127\.|^\[::1\]$/.test(hostname)

/** `app.shop.localhost` beside `clerk.shop.localhost`: the https recipe of development. */
function isBeside(page: URL, frontendHost: string): boolean {
  const domain = frontendHost.replace(/^clerk/, '').replace(/:\d+$/, '')
  return domain.startsWith('.') && page.protocol === 'https:' && page.hostname.endsWith(domain)
}
