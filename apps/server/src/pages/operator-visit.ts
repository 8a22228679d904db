/**
 * Whether a request may see what only the developer at this machine may: mails, keys, settings. Every sign of another
 * way in counts against it, since a development server is easily put behind something that lets strangers in.
 */
import { type Instance, isLoopbackHost } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'

const forwardingHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** True for a development instance, asked for from this machine, by a name of this machine, with nobody between. */
export function isOperatorVisit({ environmentType }: Instance, { info, url, raw }: HttpRequest): boolean {
  if (environmentType !== 'development' || info.proxied) return false
  if (forwardingHeaders.some((name) => raw.headers.has(name))) return false
  // A stranger's name may lead to this machine (DNS rebinding); then their page would read what is meant for ours.
  return isLoopbackAddress(info.ip) && isLoopbackHost(url.host)
}

function isLoopbackAddress(ip: string): boolean {
  return ip === '::1' || /^127(\.\d{1,3}){3}$/.test(ip)
}

/** Whether a write comes from a page of this server itself; another site's form or script says another origin or none. */
export function isOwnOrigin({ info, url }: HttpRequest): boolean {
  return info.origin !== undefined && URL.canParse(info.origin) && new URL(info.origin).host === url.host
}
