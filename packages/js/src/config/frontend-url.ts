import { readPublishableKey } from './publishable-key.ts'

export interface FrontendUrlInput {
  publishableKey: string
  /** Where the Keywright server is. */
  url?: string | undefined
  /** A path of the app, or a URL, that forwards to the server. */
  proxyUrl?: string | undefined
  /** The page that asks; absent on a server. */
  pageUrl?: string | undefined
}

const portOfDevelopment = 3900

/**
 * Where the Frontend API is, without a trailing slash. In development never the host in the key, which is only there for
 * other SDKs, except for pages that live beside it (design, Topology).
 */
export function findFrontendUrl({ publishableKey, url, proxyUrl, pageUrl }: FrontendUrlInput): string {
  const page = pageUrl === undefined ? undefined : new URL(pageUrl)
  const named = proxyUrl || url || configuredUrl()
  if (named) return new URL(named, page?.origin).href.replace(/\/+$/, '')
  const { isDevelopment, frontendHost } = readPublishableKey(publishableKey)
  if (!isDevelopment || isBeside(page, frontendHost)) return `https://${frontendHost}`
  return `http://${page?.hostname ?? '127.0.0.1'}:${portOfDevelopment}`
}

/** `app.shop.localhost` beside `clerk.shop.localhost`: the https recipe of development. */
function isBeside(page: URL | undefined, frontendHost: string): boolean {
  const domain = frontendHost.replace(/^clerk/, '').replace(/:\d+$/, '')
  return domain.startsWith('.') && page?.protocol === 'https:' && page.hostname.endsWith(domain)
}

/** Bundlers write the value in place of the name; where nobody did, the name leads nowhere. */
function configuredUrl(): string | undefined {
  try {
    return process.env.KEYWRIGHT_URL
  } catch {
    return undefined
  }
}
