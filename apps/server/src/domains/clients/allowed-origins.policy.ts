/**
 * Which pages may call an instance, and be redirected to. Development: pages on this machine, and on the host under which
 * the server itself was reached, whatever the port. Production: the home origin, the application's domain and what lies
 * below it, by https. Both: the instance's own hosts and the origins listed in its settings.
 */
import type { RequestInfo } from '../../platform/http/request-info.ts'
import { type Instance, isHostOf } from '../instances/index.ts'
import { applicationDomains, isWithin } from './client-cookies.policy.ts'

type Reached = Pick<RequestInfo, 'publicUrl'>

/** Whether a page of this origin may call the instance with the caller's cookies. */
export function isAllowedOrigin(instance: Instance, { publicUrl }: Reached, origin: string): boolean {
  if (origin === instance.homeOrigin || instance.settings.origins.allowed.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  const own = new URL(publicUrl)
  // Anything but a bare origin, such as one with a user name in it, is no value a browser sends.
  if (url.origin !== origin || !/^https?:$/.test(url.protocol)) return false
  if (url.origin === own.origin) return true
  if (instance.environmentType === 'production') {
    return url.protocol === 'https:' && (isHostOf(instance, url.host) || isOnDomain(instance, url.hostname))
  }
  return url.hostname === own.hostname || isHostOf(instance, url.host)
}

function isOnDomain(instance: Instance, hostname: string): boolean {
  const home = instance.homeOrigin === null ? [] : [new URL(instance.homeOrigin).hostname]
  return [...home, ...applicationDomains(instance)].some((domain) => isWithin(domain, hostname))
}

/** Whether somebody may be sent to this URL, with what the redirect carries. */
export function isAllowedRedirect(instance: Instance, reached: Reached, target: string): boolean {
  // Browsers write URLs in visible ASCII (RFC 3986 §2); no header holds more, and readers of `\\` disagree on the host.
  if (/[^\x21-\x7e]|\\/.test(target) || !URL.canParse(target)) return false
  const url = new URL(target)
  // `blob:` has the origin of the page that made it.
  if (!/^https?:$/.test(url.protocol)) return false
  // User information makes a URL look as if it led to another host.
  if (url.username !== '' || url.password !== '') return false
  return isAllowedOrigin(instance, reached, url.origin)
}
