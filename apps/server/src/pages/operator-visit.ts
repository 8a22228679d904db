/**
 * Whether a request may see what only the developer at this machine may: mails, keys, settings. Every sign of another
 * way in counts against it, since a development server is easily put behind something that lets strangers in.
 */
import { type Instance, isLoopbackHost } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'

/** What proxies and tunnels add to a request, each after its own fashion. */
const forwardingHeader =
  /^(forwarded|via|cdn-loop|x-forwarded(-.*)?|x-real-ip|x-client-ip|(cf-connecting|true-client|fly-client)-ip)$/

/**
 * True for a development instance, asked for from this machine, by a name of this machine, with nobody between. Never where
 * the server's own address is a public one: some proxies, as usually set up, leave no trace in what they forward.
 */
export function isOperatorVisit(
  { environmentType }: Instance,
  { info, url, raw }: HttpRequest,
  serverUrl: string,
): boolean {
  if (environmentType !== 'development' || info.proxied || !isLoopbackHost(new URL(serverUrl).host))
    return false
  if ([...raw.headers.keys()].some((name) => forwardingHeader.test(name))) return false
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
