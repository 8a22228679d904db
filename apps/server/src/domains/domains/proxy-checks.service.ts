import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { getJson } from '../../platform/outgoing/outgoing-request.ts'
import { isPublicAddress } from '../../platform/outgoing/public-address.policy.ts'
import type { Scope } from '../instances/index.ts'
import type { Domain } from './domain.entity.ts'
import { isProxyUrl } from './domains.policy.ts'
import type { DomainsService } from './domains.service.ts'

export interface ProxyChecksDeps {
  domains: Pick<DomainsService, 'list'>
  clock: Clock
}

export interface ProxyCheck {
  id: string
  domain: Domain
  proxyUrl: string
  successful: boolean
  ranAt: Date
}

export type ProxyHealth =
  | { status: 'healthy'; x_forwarded_for: string }
  | { status: 'unhealthy'; message: string }

const millisecondsMax = 5_000
const answerBytesMax = 10_000

export type ProxyChecksService = ReturnType<typeof createProxyChecksService>

/** Whether requests through an app's own server arrive here as they should (wire contract 1.6). */
export function createProxyChecksService({ domains, clock }: ProxyChecksDeps) {
  async function findDomain(scope: Scope, id: string | undefined): Promise<Domain> {
    const all = await domains.list(scope)
    const domain =
      id === undefined ? all.find(({ isSatellite }) => !isSatellite) : all.find((one) => one.id === id)
    if (!domain) throw new DomainError('resource_not_found')
    return domain
  }

  /**
   * Only whether the answer is ours is told, so that nobody reads other servers through this one. A production instance's
   * proxy is on the internet: who asks for another address means something that only this server can reach.
   */
  async function isHealthy({ instance }: Scope, proxyUrl: string, domain: Domain): Promise<boolean> {
    const url = `${proxyUrl.replace(/\/+$/, '')}/v1/proxy-health?domain_id=${encodeURIComponent(domain.id)}`
    const mayReach = instance.environmentType === 'production' ? isPublicAddress : () => true
    try {
      const body = await getJson(url, { millisecondsMax, bytesMax: answerBytesMax, mayReach })
      return typeof body === 'object' && body !== null && 'status' in body && body.status === 'healthy'
    } catch {
      return false
    }
  }

  return {
    /** Asks a proxy; a domain's own one, or one it is to have. */
    async run(
      scope: Scope,
      input: { domainId: string | undefined; proxyUrl: string | undefined },
    ): Promise<ProxyCheck> {
      const domain = await findDomain(scope, input.domainId)
      const proxyUrl = input.proxyUrl ?? domain.proxyUrl
      if (proxyUrl === null) throw new DomainError('form_param_missing', { param: 'proxy_url' })
      if (!isProxyUrl(proxyUrl)) throw new DomainError('form_param_format_invalid', { param: 'proxy_url' })
      const successful = await isHealthy(scope, proxyUrl, domain)
      return { id: newId('proxyCheck'), domain, proxyUrl, successful, ranAt: clock.now() }
    },

    /** What the proxy at the other end hears. */
    async health(
      scope: Scope,
      caller: { proxied: boolean; ip: string },
      domainId: string,
    ): Promise<ProxyHealth> {
      if (!caller.proxied)
        return unhealthy('The headers Clerk-Proxy-Url and Clerk-Secret-Key did not arrive.')
      const domain = (await domains.list(scope)).find(({ id }) => id === domainId)
      if (!domain) return unhealthy('The secret key belongs to an instance without this domain.')
      return { status: 'healthy', x_forwarded_for: caller.ip }
    },
  }
}

function unhealthy(message: string): ProxyHealth {
  return { status: 'unhealthy', message }
}
