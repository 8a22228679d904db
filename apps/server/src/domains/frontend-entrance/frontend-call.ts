/** What a Frontend API request says about its caller, before anything is looked up. */
import { DomainError } from '../../platform/domain-error.ts'
import { cookies, type HttpRequest, header } from '../../platform/http/http-request.ts'
import { clientCookieName, clientTokenCandidates, isAllowedOrigin } from '../clients/index.ts'
import type { Instance } from '../instances/index.ts'

export interface FrontendCall {
  readonly instance: Instance
  readonly http: HttpRequest
  readonly isNative: boolean
  /** What may be the caller's client token, the likeliest first. */
  readonly tokens: readonly string[]
  /** True when a native app sent a token, whatever its form. */
  readonly hasNativeToken: boolean
  /** The origin of the page that calls; `undefined` for native apps and for navigations. */
  readonly pageOrigin: string | undefined
  readonly isOriginAllowed: boolean
}

/** Reads a request. Browsers send cookies; native apps say `_is_native` or send `Authorization` (wire contract 16). */
export function readFrontendCall(instance: Instance, http: HttpRequest): FrontendCall {
  const nativeToken = (header(http, 'authorization') ?? '').trim().replace(/^bearer[ \t]+/i, '')
  const hasNativeToken = nativeToken !== ''
  const isNative = hasNativeToken || http.url.searchParams.get('_is_native') === '1'
  const { origin, publicUrl } = http.info
  return {
    instance,
    http,
    isNative,
    hasNativeToken,
    // A native call is never answered from a cookie: what a page can make a browser send must not count here.
    tokens: clientTokenCandidates(
      isNative ? [nativeToken] : cookies(http, clientCookieName(instance, publicUrl)),
    ),
    pageOrigin: isNative ? undefined : (origin ?? sameOriginPage(http)),
    isOriginAllowed: origin === undefined || isAllowedOrigin(instance, http.info, origin),
  }
}

/** Browsers leave `Origin` out of a page's reads from its own origin: through an app's proxy, or in the account portal. */
function sameOriginPage({ info, raw }: HttpRequest): string | undefined {
  const site = raw.headers.get('sec-fetch-site')
  const isSameOrigin = site === 'same-origin' || (site === null && info.proxied)
  return isSameOrigin ? new URL(info.publicUrl).origin : undefined
}

/** Throws where `Origin` and `Authorization` contradict each other, or a native app is not welcome. */
export function requireConsistentTransport({ http, instance, isNative, hasNativeToken }: FrontendCall): void {
  const { origin } = http.info
  if (origin !== undefined && /[, ]/.test(origin))
    throw new DomainError('multiple_origin_header_values_forbidden')
  if (origin !== undefined && hasNativeToken) throw new DomainError('origin_authorization_headers_conflict')
  if (isNative && !instance.settings.native.enabled) throw new DomainError('native_api_disabled')
}

/**
 * Throws `origin_invalid` where the page may not call. Browsers name the page with every write, or say that it is one of
 * this very origin. A write that does neither is refused where it comes with the cookie of a client, which the browser may
 * have sent unasked, or from another site. Native apps send no cookie that counts, and so need not say where they are.
 */
export function requireAllowedOrigin({ http, isNative, isOriginAllowed, tokens }: FrontendCall): void {
  if (!isOriginAllowed) throw new DomainError('origin_invalid')
  const isWrite = http.raw.method !== 'GET' && http.raw.method !== 'HEAD'
  if (!isWrite || isNative || http.info.origin !== undefined) return
  const site = http.raw.headers.get('sec-fetch-site')
  if (site === 'cross-site' || (site !== 'same-origin' && tokens.length > 0))
    throw new DomainError('origin_missing')
}
