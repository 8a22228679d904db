/** The headers of a Frontend API answer: who may read it, and what becomes of the client's cookies. */

import { cookieSecondsMax, expireCookie, serializeCookie } from '../../platform/http/cookies.ts'
import { type CorsGrant, corsHeaders } from '../../platform/http/cors.ts'
import { cookie } from '../../platform/http/http-request.ts'
import type { RequestInfo } from '../../platform/http/request-info.ts'
import { newToken } from '../../platform/random.ts'
import {
  bothNames,
  type ClientState,
  clientCookieName,
  clientUat,
  serverWritesClientUat,
  sharedCookieDomain,
} from '../clients/index.ts'
import { type Instance, transportSecurity } from '../instances/index.ts'
import type { FrontendCall } from './frontend-call.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** What became of the client during a call. `undefined` for a state: it was not asked for. */
export interface ClientOutcome {
  /** A token that was made during the call, or one whose cookie is to live on. */
  issuedToken: string | undefined
  isDropped: boolean
  state: ClientState | null | undefined
}

/** Who may read an answer. Public facts of `/.well-known` and assets are for anyone; the rest is for the instance's pages. */
export function corsGrant(path: string, isOriginAllowed: boolean): CorsGrant {
  if (isOriginAllowed) return 'credentials'
  return path.startsWith('/v1/') ? 'none' : 'anyone'
}

/** The headers every answer has. */
export function baseHeaders({ http, instance, isOriginAllowed }: FrontendCall): Headers {
  const headers = corsHeaders(http.info.origin, corsGrant(http.path, isOriginAllowed))
  headers.set('cache-control', 'no-store')
  const strict = transportSecurity(instance, http.info)
  if (strict !== undefined) headers.set('strict-transport-security', strict)
  return headers
}

/** Hands the client's token to where the caller keeps it. */
export function writeClientToken(headers: Headers, call: FrontendCall, outcome: ClientOutcome): void {
  const { issuedToken, isDropped } = outcome
  const { secure, publicUrl } = call.http.info
  if (call.isNative) {
    if (issuedToken !== undefined) headers.set('authorization', issuedToken)
    return
  }
  const name = clientCookieName(call.instance, publicUrl)
  const attributes = { httpOnly: true, secure }
  if (isDropped) headers.append('set-cookie', expireCookie(name, attributes))
  else if (issuedToken !== undefined)
    headers.append(
      'set-cookie',
      serializeCookie(name, issuedToken, { ...attributes, maxAgeSeconds: cookieSecondsMax }),
    )
}

/**
 * Keeps `__client_uat` in step where the server writes it, and only when it differs from what the browser sent. `hasNoScript`:
 * nobody else could write it.
 */
export function writeClientUat(
  headers: Headers,
  call: FrontendCall,
  { state, isDropped }: ClientOutcome,
  hasNoScript = false,
): void {
  const { http, instance, isNative } = call
  if (isNative || (state === undefined && !isDropped)) return
  const page = call.pageOrigin ?? http.info.publicUrl
  if (!hasNoScript && !serverWritesClientUat(instance, page)) return
  const value = String(isDropped ? 0 : clientUat(state ?? null))
  const names = bothNames(instance, '__client_uat')
  const sent = names.map((name) => cookie(http, name))
  // A browser that never signed in needs no cookie that says so.
  if (sent.every((present) => (present ?? '0') === value)) return
  const domain = sharedCookieDomain(instance, new URL(http.info.publicUrl).hostname)
  const attributes = { domain, secure: http.info.secure, maxAgeSeconds: yearSeconds }
  for (const name of names) headers.append('set-cookie', serializeCookie(name, value, attributes))
}

/** Operations whose answer gives a development browser its label, where the app shares the host's cookies. */
const labelling: ReadonlySet<string> = new Set(['getClient', 'updateEnvironment'])

/**
 * Servers of development apps send every page without `__clerk_db_jwt` through a handshake (wire contract 3.5). It is a
 * label without authority: nothing is ever granted for it, so pages may read it.
 */
export function writeDevBrowser(
  headers: Headers,
  { http, instance, isNative }: FrontendCall,
  operationId: string,
): void {
  if (isNative || instance.environmentType === 'production' || !labelling.has(operationId)) return
  const names = bothNames(instance, '__clerk_db_jwt')
  const present = names.map((name) => cookie(http, name)).find(isDevBrowserLabel)
  if (names.every((name) => cookie(http, name) !== undefined)) return
  const label = present ?? newDevBrowserLabel()
  for (const line of devBrowserCookies(instance, http.info, label)) headers.append('set-cookie', line)
}

/** Sets the label under both its names, for every page that shares the host's cookies. */
export function devBrowserCookies(
  instance: Instance,
  { publicUrl, secure }: Pick<RequestInfo, 'publicUrl' | 'secure'>,
  label: string,
): string[] {
  const domain = sharedCookieDomain(instance, new URL(publicUrl).hostname)
  return bothNames(instance, '__clerk_db_jwt').map((name) =>
    serializeCookie(name, label, { domain, secure, maxAgeSeconds: yearSeconds }),
  )
}

/** A label for a development browser. */
export function newDevBrowserLabel(): string {
  return `dvb_${newToken()}`
}

/** Whether a text a caller sent can go on as a label: anything of harmless form. */
export function isDevBrowserLabel(text: string | undefined): text is string {
  return text !== undefined && /^[\w.-]{1,200}$/.test(text)
}
