/** The way in: whom a request is for, which instance, under which address it was reached, and who sent it. */
import { type Instance, type InstanceDirectory, isHostOf, lookUpInstance } from './domains/instances/index.ts'
import { DomainError } from './platform/domain-error.ts'
import { credentialKind, effectiveMethod, hasSeveralAuthorizations } from './platform/http/audience.policy.ts'
import {
  callerBehind,
  firstOf,
  firstValue,
  plainAddress,
  type TrustedProxies,
} from './platform/http/forwarded.policy.ts'
import type { HttpRequest } from './platform/http/http-request.ts'
import {
  mayProxyCarry,
  mayProxyReach,
  type ProxyClaim,
  readProxyClaim,
} from './platform/http/proxied-request.policy.ts'
import { newRandomName } from './platform/random.ts'

/** What the socket tells, which no header can forge. */
export interface Connection {
  remoteAddress: string
  encrypted: boolean
}

export interface EntranceDeps {
  directory: InstanceDirectory
  trustedProxies: TrustedProxies
  /** Where this server is reached by default; without a trailing slash. */
  publicUrl: string
  /** Where an app has this server: every path begins with it. Empty: it has all of them. */
  basePath?: string | undefined
}

/** A request that was read, and why it goes no further, if it does not. */
export interface Entry {
  request: HttpRequest
  fault: DomainError | undefined
}

export type Entrance = (raw: Request, connection: Connection) => Entry

/** Reads requests far enough to know whom they are for. Every fault found here ends the request. */
export function createEntrance(options: EntranceDeps): Entrance {
  const { basePath = '' } = options
  const deps = { ...options, basePath, publicHost: new URL(options.publicUrl).host }
  return (raw, connection) => {
    const url = new URL(raw.url)
    const claim = readProxyClaim(raw.headers)
    const reached = readReached(raw.headers, url, connection, deps)
    const ownPath = pathBelow(basePath, url.pathname)
    const found = findInstance(deps, { url, path: ownPath ?? '/', host: reached.host }, claim)
    const { instance, slug } = found
    const fault = ownPath === undefined ? new DomainError('resource_not_found') : found.fault
    const path = (slug === undefined ? ownPath : ownPath?.slice(`/i/${slug}`.length)) || '/'
    const proxied = claim.kind === 'claimed' && fault === undefined
    const request: HttpRequest = {
      raw,
      url,
      path: withoutTrailingSlash(path),
      method: effectiveMethod(raw.method, url.searchParams.get('_method')),
      instanceId: instance.id,
      info: {
        traceId: newRandomName(16),
        userAgent: raw.headers.get('user-agent') ?? '',
        origin: raw.headers.get('origin') ?? undefined,
        proxied,
        ...asServed(
          instance,
          proxied
            ? proxiedAddress(claim.proxyUrl, instance, raw.headers, connection, deps)
            : directAddress(reached, instance, slug, deps),
        ),
      },
    }
    return { request, fault: fault ?? forbidden(request) }
  }
}

type Deps = EntranceDeps & { publicHost: string; basePath: string }

/** The rest of a path below another; `undefined` when it is not below it. */
function pathBelow(base: string, path: string): string | undefined {
  if (path === base) return '/'
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined
}

interface Reached {
  host: string
  secure: boolean
  ip: string
}

/** Host, scheme and caller; as forwarded only where the operator's own proxy stands at the other end of the socket. */
function readReached(
  headers: Headers,
  url: URL,
  { remoteAddress, encrypted }: Connection,
  deps: EntranceDeps,
): Reached {
  const believed = deps.trustedProxies.includes(remoteAddress)
  const host = (believed && firstValue(headers.get('x-forwarded-host'))) || url.host
  const scheme = believed ? firstValue(headers.get('x-forwarded-proto')) : undefined
  return {
    host: host.toLowerCase(),
    secure: scheme === undefined ? encrypted : scheme === 'https',
    ip: callerBehind(headers.get('x-forwarded-for'), remoteAddress, deps.trustedProxies),
  }
}

interface FoundInstance {
  instance: Instance
  /** The prefix to take off the path. */
  slug: string | undefined
  fault: DomainError | undefined
}

function findInstance(
  { directory }: EntranceDeps,
  { url, path, host }: { url: URL; path: string; host: string },
  claim: ProxyClaim,
): FoundInstance {
  const refused = (fault: DomainError): FoundInstance => ({
    instance: directory.default(),
    slug: undefined,
    fault,
  })
  if (claim.kind === 'missing_key') return refused(new DomainError('proxy_request_missing_secret_key'))
  const byProxy = claim.kind === 'claimed' ? directory.bySecretKey(claim.secretKey) : undefined
  if (claim.kind === 'claimed' && !byProxy)
    return refused(new DomainError('proxy_request_invalid_secret_key'))
  const slug = /^\/i\/([a-z0-9-]{1,64})(?=\/|$)/.exec(path)?.[1]
  const publishableKey = url.searchParams.get('_publishable_key') ?? undefined
  const found = lookUpInstance(directory, { byProxy, host, slug, publishableKey })
  if (found.kind === 'unknown_slug') return refused(new DomainError('resource_not_found'))
  if (found.kind === 'unknown_publishable_key') return refused(new DomainError('malformed_publishable_key'))
  return { instance: found.instance, slug: found.bySlug ? slug : undefined, fault: undefined }
}

function directAddress(
  { host, secure, ip }: Reached,
  instance: Instance,
  slug: string | undefined,
  deps: Deps,
) {
  const prefix = slug === undefined ? '' : `/i/${slug}`
  const isOurs = isHostOf(instance, host) || host === deps.publicHost
  const base = isOurs ? `${secure ? 'https' : 'http'}://${host}${deps.basePath}` : deps.publicUrl
  return { ip, secure, publicUrl: `${base}${prefix}` }
}

/**
 * Behind an app's proxy, `X-Forwarded-Host` and `-Proto` are a browser's to choose, and the origin in `Clerk-Proxy-Url`
 * is made from them. It is believed only where it is the instance's own.
 */
function proxiedAddress(
  proxyUrl: URL | undefined,
  instance: Instance,
  headers: Headers,
  { remoteAddress, encrypted }: Connection,
  deps: EntranceDeps,
) {
  const ip = firstOf(headers.get('x-forwarded-for')) ?? plainAddress(remoteAddress)
  if (proxyUrl === undefined || !isHostOf(instance, proxyUrl.host))
    return { ip, secure: proxyUrl ? proxyUrl.protocol === 'https:' : encrypted, publicUrl: deps.publicUrl }
  return {
    ip,
    secure: proxyUrl.protocol === 'https:',
    publicUrl: `${proxyUrl.origin}${withoutTrailingSlash(proxyUrl.pathname)}`.replace(/\/$/, ''),
  }
}

/**
 * Production is served by https alone, as its tokens' issuer says. Where something in front of us does not tell, or says
 * otherwise because a browser made it, neither a cookie nor a link in a mail may go unencrypted.
 */
function asServed<Address extends { secure: boolean; publicUrl: string }>(
  instance: Instance,
  address: Address,
): Address {
  const isOwn = isHostOf(instance, new URL(address.publicUrl).host)
  if (instance.environmentType !== 'production' || !isOwn) return address
  return { ...address, secure: true, publicUrl: address.publicUrl.replace(/^http:/, 'https:') }
}

function forbidden({ raw, path, info }: HttpRequest): DomainError | undefined {
  const authorization = raw.headers.get('authorization')
  if (hasSeveralAuthorizations(authorization))
    return new DomainError('multiple_authorization_header_values_forbidden')
  if (!info.proxied) return undefined
  if (!mayProxyCarry(credentialKind(authorization))) return new DomainError('authorization_invalid')
  return mayProxyReach(path) ? undefined : new DomainError('resource_not_found')
}

function withoutTrailingSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
