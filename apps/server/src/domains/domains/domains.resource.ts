import type { DomainWire } from '@keywright/contract'
import { accountPortalUrl, type Instance } from '../instances/index.ts'
import type { Domain } from './domain.entity.ts'
import { satelliteHost } from './domains.policy.ts'

/** A domain as the Backend API shows it. */
export function toDomainResource(domain: Domain, instance: Instance, publicUrl: string): DomainWire {
  const frontendHost = domain.isSatellite ? satelliteHost(domain.name) : instance.frontendHost
  const isProduction = instance.environmentType === 'production'
  return {
    object: 'domain',
    id: domain.id,
    name: domain.name,
    is_satellite: domain.isSatellite,
    frontend_api_url: domain.proxyUrl ?? `https://${frontendHost}`,
    accounts_portal_url: domain.isSatellite ? null : accountPortalUrl(instance, publicUrl),
    proxy_url: domain.proxyUrl,
    development_origin: isProduction ? '' : (instance.homeOrigin ?? ''),
    cname_targets:
      isProduction && domain.proxyUrl === null ? cnameTargets(domain, instance, publicUrl) : null,
  }
}

/** The names the operator has to point at this server. */
function cnameTargets(domain: Domain, instance: Instance, publicUrl: string): DomainWire['cname_targets'] {
  const value = new URL(publicUrl).hostname
  if (domain.isSatellite) return [{ host: satelliteHost(domain.name), value, required: true }]
  const portal = new URL(accountPortalUrl(instance, publicUrl)).host
  return [
    { host: instance.frontendHost, value, required: true },
    ...(portal === instance.frontendHost ? [] : [{ host: portal, value, required: false }]),
  ]
}
