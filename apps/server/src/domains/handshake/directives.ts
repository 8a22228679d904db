/**
 * The cookies an app's server sets on the app's own host, because a handshake or a refresh told it to (wire contract 4.2,
 * 4.3). Each is a whole `Set-Cookie` line. Cookies that exist with and without suffix are always written under both names.
 */

import { expireCookie, serializeCookie } from '../../platform/http/cookies.ts'
import { bothNames, sharedCookieDomain } from '../clients/index.ts'
import type { Instance } from '../instances/index.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** The page that the cookies are for. */
export interface AppPage {
  instance: Instance
  url: URL
}

/** Who is signed in, for the app's server; without it, nobody is. */
export interface SignedInFacts {
  jwt: string
  refreshToken: string
  refreshSeconds: number
  /** Seconds since 1970. */
  clientUat: number
}

const isSecure = ({ url }: AppPage) => url.protocol === 'https:'

/** The session token: read by script, by the app's server, and by nobody on another host. */
export function sessionDirectives(page: AppPage, jwt: string): string[] {
  const attributes = { secure: isSecure(page), maxAgeSeconds: yearSeconds }
  return bothNames(page.instance, '__session').map((name) => serializeCookie(name, jwt, attributes))
}

/** The refresh token: for the app's server alone, and only ever with suffix. */
export function refreshDirective(page: AppPage, token: string, seconds: number): string {
  const attributes = { httpOnly: true, secure: isSecure(page), maxAgeSeconds: seconds }
  return serializeCookie(`__refresh_${page.instance.cookieSuffix}`, token, attributes)
}

/** All that says who is signed in, or that nobody is. */
export function identityDirectives(page: AppPage, facts: SignedInFacts | undefined): string[] {
  if (!facts) return [...uatDirectives(page, 0), ...signedOutDirectives(page)]
  return [
    ...uatDirectives(page, facts.clientUat),
    refreshDirective(page, facts.refreshToken, facts.refreshSeconds),
    // Last: SDKs take the last cookie whose name begins with `__session` for the token of this very request.
    ...sessionDirectives(page, facts.jwt),
  ]
}

function signedOutDirectives(page: AppPage): string[] {
  const secure = isSecure(page)
  return [
    expireCookie(`__refresh_${page.instance.cookieSuffix}`, { httpOnly: true, secure }),
    ...bothNames(page.instance, '__session').map((name) => expireCookie(name, { secure })),
  ]
}

function uatDirectives(page: AppPage, seconds: number): string[] {
  const { instance, url } = page
  const attributes = {
    domain: sharedCookieDomain(instance, url.hostname),
    secure: isSecure(page),
    maxAgeSeconds: yearSeconds,
  }
  return bothNames(instance, '__client_uat').map((name) => serializeCookie(name, String(seconds), attributes))
}

/** The label without which servers of development apps send every page through a handshake. */
export function devBrowserDirectives(page: AppPage, label: string): string[] {
  if (page.instance.environmentType === 'production') return []
  const attributes = { secure: isSecure(page), maxAgeSeconds: yearSeconds }
  return bothNames(page.instance, '__clerk_db_jwt').map((name) => serializeCookie(name, label, attributes))
}

/** Names under which a handshake's payload travels; neither ever has a suffix. */
export type PayloadName = '__clerk_handshake' | '__clerk_handshake_nonce'

/**
 * How a payload reaches the app. Development: in the URL, from which SDKs take it by another redirect. Production: as a
 * cookie on a host the app shares with us, since SDKs leave the URL as it is there; in the URL only where nothing is shared.
 */
export function payloadCookieScope(
  { instance, url }: AppPage,
  reachedAt: string,
): { domain: string | undefined } | undefined {
  if (instance.environmentType !== 'production') return undefined
  const here = new URL(reachedAt).hostname
  const domain = sharedCookieDomain(instance, url.hostname)
  if (domain !== undefined && sharedCookieDomain(instance, here) === domain) return { domain }
  return here === url.hostname ? { domain: undefined } : undefined
}

/**
 * The first thing the payload must do is delete the cookie that carries it: a stale nonce is answered with nothing, which
 * SDKs take for signed out, even beside a good session cookie (wire contract 18.4).
 */
export function payloadDeletions(page: AppPage, scope: { domain: string | undefined } | undefined): string[] {
  if (!scope) return []
  const attributes = { ...scope, httpOnly: true, secure: isSecure(page) }
  return (['__clerk_handshake', '__clerk_handshake_nonce'] as const).map((name) =>
    expireCookie(name, attributes),
  )
}

/** The cookie that carries a payload for the one request that follows. */
export function payloadCookie(
  page: AppPage,
  name: PayloadName,
  value: string,
  scope: { domain: string | undefined },
): string {
  return serializeCookie(name, value, { ...scope, httpOnly: true, secure: isSecure(page), maxAgeSeconds: 60 })
}

/** Adds a parameter to a URL and leaves the rest of it exactly as the app wrote it. */
export function withParameter(url: string, name: string, value: string): string {
  const [beforeHash = '', ...hash] = url.split('#')
  const [path = '', ...query] = beforeHash.split('?')
  const kept = query
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && pair.split('=')[0] !== name)
  const fragment = hash.length === 0 ? '' : `#${hash.join('#')}`
  return `${path}?${[...kept, `${name}=${value}`].join('&')}${fragment}`
}
