import type { AuthReason } from './auth-reason.ts'
import type { RequestFacts } from './request-facts.ts'

const apiVersion = '2026-05-12'
/** Left out of a URL that is handed on: they belong to the step that is over. */
const handshakeParams = ['__clerk_handshake', '__clerk_help', '__clerk_db_jwt', '__clerk_handshake_nonce']
export const redirectCountMax = 3

/** Where the browser is sent to learn who is signed in; the order of the parameters is wire contract 4.1's. */
export function handshakeUrl(facts: RequestFacts, reason: AuthReason): string {
  const url = new URL(`${facts.frontendUrl.replace(/\/+$/, '')}/v1/client/handshake`)
  const { searchParams } = url
  searchParams.append('redirect_url', without(facts.url, ['__clerk_db_jwt', '__dev_session']).href)
  searchParams.append('__clerk_api_version', apiVersion)
  searchParams.append('suffixed_cookies', String(facts.isSuffixed))
  searchParams.append('__clerk_hs_reason', reason)
  searchParams.append('format', 'nonce')
  const token = facts.sessionToken ?? facts.tokenInHeader
  if (token) searchParams.append('__session', token)
  if (facts.isDevelopment && facts.devBrowser) searchParams.append('__clerk_db_jwt', facts.devBrowser)
  const target = facts.organizationTarget
  if (target) searchParams.append('organization_id', target.kind === 'personal' ? '' : target.organization)
  return url.href
}

/** What the answer to a request has to say so that the browser goes there; counted, so that nobody is sent in circles. */
export function redirectHeaders(location: string, redirectCount: number): Headers {
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  headers.append(
    'set-cookie',
    `__clerk_redirect_count=${redirectCount + 1}; SameSite=Lax; HttpOnly; Max-Age=2`,
  )
  return headers
}

export interface ReplayedDirectives {
  headers: Headers
  /** What the last `__session…` cookie was set to; empty: nobody is signed in. */
  sessionToken: string
}

/** Turns the cookies that the server dictated into headers of the app's answer (wire contract 4.3). */
export function replayDirectives(directives: readonly unknown[]): ReplayedDirectives {
  // A page with somebody's cookies is for them alone, whatever a cache makes of `Set-Cookie`.
  const headers = new Headers({ 'cache-control': 'no-store' })
  let sessionToken = ''
  for (const directive of directives) {
    // What a header cannot hold would end the request.
    if (typeof directive !== 'string' || !/^[\t\x20-\x7e\x80-\xff]+$/.test(directive)) continue
    headers.append('set-cookie', directive)
    const [name = '', value = ''] = directive.split(';', 1)[0]?.split('=') ?? []
    if (name.startsWith('__session')) sessionToken = value
  }
  return { headers, sessionToken }
}

/** The headers of a resolved handshake. In development the payload came in the URL, so the browser is sent on without it. */
export function resolvedHeaders(
  { headers }: ReplayedDirectives,
  { isDevelopment, url }: RequestFacts,
): Headers {
  // The chain of redirects may have begun in a fetch of an opaque origin.
  headers.set('access-control-allow-origin', 'null')
  headers.set('access-control-allow-credentials', 'true')
  if (isDevelopment) headers.append('location', withoutPayload(url).href)
  return headers
}

/** The page itself, without what a handshake put into its address. */
export const withoutPayload = (url: URL): URL => without(url, handshakeParams)

function without(url: URL, names: readonly string[]): URL {
  const copy = new URL(url)
  for (const name of names) copy.searchParams.delete(name)
  return copy
}
