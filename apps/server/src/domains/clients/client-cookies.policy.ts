/** Names and domains of the cookies that browsers, their pages and the pages' servers share (wire contract 3.1). */
import type { Instance } from '../instances/index.ts'

/** Names of one machine on which every port shares one set of cookies. */
const sharedHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The cookie that holds the client's token. Ports do not separate cookies, and an app's host may carry several instances,
 * so the plain name is used on hosts only that belong to one instance.
 */
export function clientCookieName(instance: Instance, publicUrl: string): string {
  const { host, hostname } = new URL(publicUrl)
  const mapped = [instance.frontendHost, ...instance.hosts]
  const isMapped = mapped.some((name) => name === host || name.replace(/:\d+$/, '') === hostname)
  return isMapped && !sharedHost.test(hostname) ? '__client' : `__client_${instance.cookieSuffix}`
}

/** A cookie that exists with and without suffix: both are always written in the same answer. */
export function bothNames(instance: Instance, name: string): [plain: string, suffixed: string] {
  return [name, `${name}_${instance.cookieSuffix}`]
}

/**
 * `example.com` for a Frontend API at `clerk.example.com`, and the same for every satellite: app and API can share cookies
 * on it. Without the label it is not known which part of a host is somebody's own, and a cookie stays with its host.
 */
export function applicationDomains({
  frontendHost,
  hosts,
}: Pick<Instance, 'frontendHost' | 'hosts'>): string[] {
  return [frontendHost, ...hosts].flatMap((host) => /^clerk\.([^:]+\.[^:]+)(:\d+)?$/.exec(host)?.[1] ?? [])
}

/** Whether a host is a domain's own, or below it. */
export function isWithin(domain: string, hostname: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`)
}

/** The `Domain` of a cookie set on this host, so that app and Frontend API mean the same cookie; `undefined`: host-only. */
export function sharedCookieDomain(instance: Instance, hostname: string): string | undefined {
  return applicationDomains(instance).find((domain) => isWithin(domain, hostname))
}

/** Whether the Frontend API was reached on a satellite's host, where the primary domain's cookies do not go. */
export function isSatelliteHost({ frontendHost, hosts }: Instance, hostname: string): boolean {
  const [primary] = applicationDomains({ frontendHost, hosts: [] })
  return (
    hostname.startsWith('clerk.') && hosts.includes(hostname) && !(primary && isWithin(primary, hostname))
  )
}

/**
 * Whether the server writes `__client_uat`. In development clerk-js does, unless the page lives under the Frontend API's
 * own host without its `clerk.` label (wire contract 3.5); port and all, as clerk-js compares.
 */
export function serverWritesClientUat(instance: Instance, pageOrigin: string): boolean {
  if (instance.environmentType === 'production') return true
  if (!instance.frontendHost.startsWith('clerk.') || !URL.canParse(pageOrigin)) return false
  return new URL(pageOrigin).host.endsWith(instance.frontendHost.slice('clerk.'.length))
}

/** The value of `__client_uat`: when the authentication state last changed, in seconds; 0 when nobody is signed in. */
export function clientUat(state: { sessions: readonly unknown[]; updated_at: number } | null): number {
  return state === null || state.sessions.length === 0 ? 0 : Math.floor(state.updated_at / 1000)
}
