import { addDomainRoute, deleteDomainRoute, listDomainsRoute, updateDomainRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toDomainResource } from './domains.resource.ts'
import type { DomainsService } from './domains.service.ts'

/** Backend API of an instance's domains. */
export function domainsBackendRoutes(
  router: Router<BackendScope>,
  domains: DomainsService,
  publicUrl: string,
): void {
  router.mount(listDomainsRoute, async (_input, scope) => {
    const data = (await domains.list(scope)).map((domain) =>
      toDomainResource(domain, scope.instance, publicUrl),
    )
    return { data, total_count: data.length }
  })

  router.mount(addDomainRoute, async ({ body }, scope) => {
    const domain = await domains.addSatellite(scope, { name: body.name, proxyUrl: body.proxy_url ?? null })
    return toDomainResource(domain, scope.instance, publicUrl)
  })

  router.mount(updateDomainRoute, async ({ params, body }, scope) => {
    const domain = await domains.update(scope, params.domain_id, {
      name: body.name ?? undefined,
      proxyUrl: body.proxy_url,
    })
    return toDomainResource(domain, scope.instance, publicUrl)
  })

  router.mount(deleteDomainRoute, async ({ params }, scope) => {
    await domains.delete(scope, params.domain_id)
    return { object: 'domain', id: params.domain_id, deleted: true }
  })
}
