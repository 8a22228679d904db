import type { Config, Instance } from '@keywright/server/command'

/** Under which URLs apps reach an instance; neither `/v1` nor a slash at their end. */
export interface ServerUrls {
  frontendApi: string
  backendApi: string
  portal: string
}

type Addresses = Pick<Config, 'PORT' | 'KEYWRIGHT_HOST' | 'KEYWRIGHT_PUBLIC_URL'>
type Named = Pick<Instance, 'environmentType' | 'frontendHost' | 'slug' | 'isDefault' | 'hosts'>

/**
 * Browsers reach a development instance by the name `localhost`, which makes it same-site with an app on it; servers by
 * address, which needs no look-up and never means IPv6 by surprise.
 */
export function serverUrls(config: Addresses, instance: Named): ServerUrls {
  const own = config.KEYWRIGHT_PUBLIC_URL.replace(/\/+$/, '') || undefined
  const publicUrl = own ?? `http://localhost:${config.PORT}`
  const backendApi = own ?? `http://${reachableHost(config.KEYWRIGHT_HOST)}:${config.PORT}`
  if (instance.environmentType === 'production' && instance.frontendHost !== new URL(publicUrl).host) {
    const accounts = instance.frontendHost.replace(/^clerk\./, 'accounts.')
    const portal = instance.hosts.includes(accounts) ? accounts : instance.frontendHost
    return { frontendApi: `https://${instance.frontendHost}`, backendApi, portal: `https://${portal}` }
  }
  const prefix = instance.isDefault ? '' : `/i/${instance.slug}`
  return { frontendApi: `${publicUrl}${prefix}`, backendApi, portal: `${publicUrl}${prefix}` }
}

/** An address to call for one that only says where to listen. */
function reachableHost(host: string): string {
  if (['0.0.0.0', '127.0.0.1', 'localhost', ''].includes(host)) return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
