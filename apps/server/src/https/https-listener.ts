/** The second listener of a development server: https for `clerk.`, `accounts.` and `app.<slug>.localhost`. */
import type { SecureContext } from 'node:tls'
import { createSecureContext } from 'node:tls'
import type { HttpServer } from '../platform/http/http-server.ts'
import { openLocalServer } from '../platform/http/local-server.ts'
import type { Log } from '../platform/log/log.ts'
import { createAppProxy } from './app-proxy.ts'
import { type LocalAuthority, openLocalAuthority } from './local-authority.ts'
import { namesOfDomain, readLocalHost } from './local-hosts.policy.ts'

export interface HttpsListenerOptions {
  hostname: string
  port: number
  dataDirectory: string
  /** Where the developer's app listens. */
  appUrl: string
  /** Whether an instance has this domain, such as `keywright.localhost`. */
  hasDomain(domain: string): boolean
  log: Log
}

export interface HttpsListener extends HttpServer {
  certificateFile: string
}

/** Takes the port. Certificates are made when a name is first asked for. */
export async function openHttpsListener(options: HttpsListenerOptions): Promise<HttpsListener> {
  const { hostname, port, appUrl, hasDomain, log } = options
  const authority = await openLocalAuthority(options.dataDirectory)
  const contexts = createContexts(authority, hasDomain)
  const proxy = createAppProxy(appUrl)
  const isForApp = (host = '') => {
    const found = readLocalHost(host)
    return found?.kind === 'app' && hasDomain(found.domain)
  }
  const server = await openLocalServer({
    ...{ hostname, port, log, portSetting: 'KEYWRIGHT_HTTPS_PORT' },
    tls: {
      SNICallback: (name, done) => void contexts(name).then((context) => done(null, context), done),
    },
    takeOver(incoming, outgoing) {
      if (!isForApp(incoming.headers.host)) return false
      proxy.answer(incoming, outgoing)
      return true
    },
    upgrade(incoming, socket, head) {
      if (isForApp(incoming.headers.host)) proxy.upgrade(incoming, socket, head)
      else socket.destroy()
    },
  })
  return { ...server, certificateFile: authority.certificateFile }
}

/** A context for each domain of an instance, and none for another name: the handshake then ends. */
function createContexts(authority: LocalAuthority, hasDomain: (domain: string) => boolean) {
  const contexts = new Map<string, Promise<SecureContext>>()
  const make = async (domain: string) => createSecureContext(await authority.issue(namesOfDomain(domain)))
  return async (name: string): Promise<SecureContext | undefined> => {
    const domain = readLocalHost(name)?.domain
    if (domain === undefined || !hasDomain(domain)) return undefined
    const present = contexts.get(domain) ?? make(domain)
    contexts.set(domain, present)
    return await present
  }
}
