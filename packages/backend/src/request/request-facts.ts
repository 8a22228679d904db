import { decodeJwt } from '@keywright/tokens'
import { findFrontendUrl } from '../keys/api-url.ts'
import { cookieSuffixOf } from '../keys/cookie-suffix.ts'
import { readPublishableKey } from '../keys/publishable-key.ts'
import { bearerToken } from './bearer-token.ts'
import { cookieNames, readCookies } from './cookies.ts'
import type { AuthenticateRequestOptions } from './options.ts'
import { type OrganizationTarget, organizationTargetOf } from './organization-sync.ts'
import { isPayloadInUrl } from './payload-carrier.ts'
import { publicUrlOf } from './public-url.ts'
import { type DecodeToken, usesSuffixedCookies } from './suffixed-cookies.ts'

/** Everything about a request that decides who it is from. Nothing in it is proven. */
export interface RequestFacts {
  method: string
  /** As the browser knows it. */
  url: URL
  accept: string | undefined
  referrer: string | undefined
  secFetchDest: string | undefined
  tokenInHeader: string | undefined
  isDevelopment: boolean
  isSatellite: boolean
  satelliteAutoSync: boolean
  /** Of the primary domain, where satellites send people. */
  signInUrl: string | undefined
  frontendUrl: string
  isSuffixed: boolean
  sessionToken: string | undefined
  refreshToken: string | undefined
  /** Seconds: when the client last changed; 0: nobody is signed in, or nothing is known. */
  clientUat: number
  devBrowser: string | undefined
  handshakeNonce: string | undefined
  handshakeToken: string | undefined
  /** Handshakes that were begun within the last seconds. */
  redirectCount: number
  organizationTarget: OrganizationTarget | undefined
  /** Takes a token apart, each only once. */
  decode: DecodeToken
}

/** Reads the facts of a request. A promise only the first time a publishable key is met. */
export function readFacts(
  request: Request,
  options: AuthenticateRequestOptions,
): RequestFacts | Promise<RequestFacts> {
  const { text } = readPublishableKey(options.publishableKey)
  const suffix = cookieSuffixOf(text)
  return typeof suffix === 'string'
    ? factsOf(request, options, suffix)
    : suffix.then((known) => factsOf(request, options, known))
}

function factsOf(request: Request, options: AuthenticateRequestOptions, suffix: string): RequestFacts {
  const { headers, method } = request
  const url = publicUrlOf(request)
  const key = readPublishableKey(options.publishableKey)
  const isSatellite = options.isSatellite === true
  const proxyUrl = absoluteProxyUrl(options.proxyUrl, url)
  const frontendUrl = findFrontendUrl({ ...options, proxyUrl, isSatellite, page: url })
  const decode = decodeOnce()
  return {
    method,
    url,
    accept: headers.get('accept') ?? undefined,
    referrer: headers.get('referer') ?? undefined,
    secFetchDest: headers.get('sec-fetch-dest') ?? undefined,
    tokenInHeader: bearerToken(headers.get('authorization')),
    isDevelopment: key.isDevelopment,
    isSatellite,
    satelliteAutoSync: options.satelliteAutoSync === true,
    signInUrl: options.signInUrl,
    frontendUrl,
    organizationTarget: organizationTargetOf(options.organizationSyncOptions, url.pathname),
    decode,
    ...cookieFacts(readCookies(headers.get('cookie')), url, {
      suffix,
      isDevelopment: key.isDevelopment,
      frontendHost:
        !key.isDevelopment && isSatellite && options.domain ? `clerk.${options.domain}` : key.frontendHost,
      now: Math.floor((options.now?.() ?? Date.now()) / 1000),
      decode,
      frontendUrl,
    }),
  }
}

type CookieContext = Omit<Parameters<typeof usesSuffixedCookies>[0], 'cookies'> & { frontendUrl: string }

function cookieFacts(cookies: ReadonlyMap<string, string>, url: URL, context: CookieContext) {
  const isSuffixed = usesSuffixedCookies({ cookies, ...context })
  const suffixed = (name: string) => cookies.get(`${name}_${context.suffix}`) || undefined
  const chosen = (name: string) => (isSuffixed ? suffixed(name) : cookies.get(name) || undefined)
  // Most URLs have no query, and then there is nothing to look for.
  const query = (name: string) => (url.search === '' ? undefined : url.searchParams.get(name) || undefined)
  const payload = (name: string) => {
    const inUrl = query(name)
    const counts = inUrl !== undefined && isPayloadInUrl(context.isDevelopment, context.frontendUrl, url)
    return counts ? inUrl : cookies.get(name)
  }
  return {
    isSuffixed,
    sessionToken: chosen(cookieNames.session),
    refreshToken: suffixed(cookieNames.refresh),
    clientUat: Number.parseInt(chosen(cookieNames.clientUat) ?? '', 10) || 0,
    devBrowser: query(cookieNames.devBrowser) ?? chosen(cookieNames.devBrowser),
    handshakeNonce: payload(cookieNames.handshakeNonce),
    handshakeToken: payload(cookieNames.handshake),
    redirectCount: Number(cookies.get(cookieNames.redirectCount)) || 0,
  }
}

export function absoluteProxyUrl(proxyUrl: string | undefined, url: URL): string | undefined {
  return proxyUrl?.startsWith('/') ? `${url.origin}${proxyUrl}` : proxyUrl || undefined
}

/** One token may be in two cookies and is looked at several times; taking it apart is the dear part. */
function decodeOnce(): DecodeToken {
  const known = new Map<string, ReturnType<DecodeToken>>()
  return (token) => {
    if (known.has(token)) return known.get(token)
    const decoded = decodeJwt(token)
    known.set(token, decoded)
    return decoded
  }
}
