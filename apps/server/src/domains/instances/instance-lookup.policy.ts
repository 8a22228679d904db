import type { Instance } from './instance.entity.ts'
import { isLoopbackHost } from './loopback.policy.ts'

/** Everything in a request that can name an instance. */
export interface InstanceHints {
  /** From an app's proxy, looked up already. */
  byProxy: Instance | undefined
  host: string
  /** From a path that begins with `/i/<slug>`. */
  slug: string | undefined
  publishableKey: string | undefined
}

/** The ways of naming an instance that the directory knows. */
export interface KnownInstances {
  byHost(host: string): Instance | undefined
  bySlug(slug: string): Instance | undefined
  byPublishableKey(key: string): Instance | undefined
  default(): Instance
}

export type InstanceLookup =
  /** `bySlug`: the path prefix named it, and is no part of the path that routes are matched against. */
  | { kind: 'found'; instance: Instance; bySlug: boolean }
  | { kind: 'unknown_slug' }
  | { kind: 'unknown_publishable_key' }

/**
 * Finds the instance a request is for: proxy key, mapped host, path prefix, publishable key, else the default one.
 * A name that is given and unknown is an error and never falls through to another instance.
 */
export function lookUpInstance(directory: KnownInstances, hints: InstanceHints): InstanceLookup {
  const certain = hints.byProxy ?? directory.byHost(hints.host) ?? directory.byHost(withoutPort(hints.host))
  if (certain) return { kind: 'found', instance: certain, bySlug: false }
  if (hints.slug !== undefined) {
    const instance = directory.bySlug(hints.slug)
    return instance ? { kind: 'found', instance, bySlug: true } : { kind: 'unknown_slug' }
  }
  if (hints.publishableKey !== undefined) {
    const instance = directory.byPublishableKey(hints.publishableKey)
    return instance ? { kind: 'found', instance, bySlug: false } : { kind: 'unknown_publishable_key' }
  }
  return { kind: 'found', instance: directory.default(), bySlug: false }
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '')
}

/**
 * Whether links in mails may begin with this host: the operator named it. Both `Host` and the host of `Clerk-Proxy-Url`
 * come from whoever sent the request, and a link that led to a stranger's host would hand them the ticket in it.
 */
export function isNamedHost(instance: Instance, host: string): boolean {
  const name = host.toLowerCase()
  if (instance.environmentType !== 'production' && isLoopbackHost(name)) return true
  if (name === instance.frontendHost || instance.hosts.includes(name)) return true
  const origins = [instance.homeOrigin, ...instance.settings.origins.allowed, ...instance.proxyUrls]
  return origins.some((origin) => origin !== null && URL.canParse(origin) && new URL(origin).host === name)
}

/** Whether the instance may be reached by this host: a named one, or any on the application's domain. */
export function isHostOf(instance: Instance, host: string): boolean {
  const name = host.toLowerCase()
  if (isNamedHost(instance, name)) return true
  const domain = applicationDomain(instance)
  return domain !== undefined && (name === domain || name.endsWith(`.${domain}`))
}

/** `example.com` of a production instance at `clerk.example.com`: the app and its portal live on it or below it. */
export function applicationDomain(instance: Instance): string | undefined {
  if (instance.environmentType !== 'production') return undefined
  return /^clerk\.(.+\..+)$/.exec(instance.frontendHost)?.[1]
}

/** The host of the account portal beside a Frontend API at `clerk.`; that host itself where it has no such label. */
export function accountsHost({ frontendHost }: Pick<Instance, 'frontendHost'>): string {
  return frontendHost.replace(/^clerk\./, 'accounts.')
}

/** Where browsers reach a production instance's Frontend API: below a path of the app, where the server is part of one. */
export function productionUrl({ frontendHost }: Pick<Instance, 'frontendHost'>, serverUrl: string): string {
  return new URL(serverUrl).host === frontendHost ? serverUrl : `https://${frontendHost}`
}

/**
 * Where an instance's account portal is. Production: its `accounts.` host if one is mapped, else where its Frontend API is.
 * Development: where the server is, but for browsers that came over https to the instance's own hosts, whose cookies stay there.
 */
export function accountPortalUrl(instance: Instance, serverUrl: string, reachedUrl = serverUrl): string {
  const { host } = new URL(reachedUrl)
  if (instance.environmentType !== 'production') {
    const isOwn = host === instance.frontendHost || host === accountsHost(instance)
    if (isOwn) return `https://${accountsHost(instance)}`
    return instance.isDefault ? serverUrl : `${serverUrl}/i/${instance.slug}`
  }
  const accounts = accountsHost(instance)
  return instance.hosts.includes(accounts) ? `https://${accounts}` : productionUrl(instance, serverUrl)
}
