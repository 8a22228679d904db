import { getProxyHealthRoute, verifyDomainProxyRoute } from '@keywright/contract'
import { toMillis } from '../../platform/clock.ts'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { BackendScope } from '../instances/index.ts'
import type { ProxyChecksService } from './proxy-checks.service.ts'

/** Frontend API: what a proxy is asked to fetch. */
export function proxyHealthFrontendRoutes(router: Router<FrontendScope>, checks: ProxyChecksService): void {
  router.mount(
    getProxyHealthRoute,
    async ({ query }, scope) => await checks.health(scope, scope.request, query.domain_id),
  )
}

/** Backend API: asks a proxy. */
export function proxyChecksBackendRoutes(router: Router<BackendScope>, checks: ProxyChecksService): void {
  router.mount(verifyDomainProxyRoute, async ({ body }, scope) => {
    const check = await checks.run(scope, { domainId: body.domain_id, proxyUrl: body.proxy_url })
    const at = toMillis(check.ranAt)
    return {
      object: 'proxy_check' as const,
      id: check.id,
      domain_id: check.domain.id,
      last_run_at: at,
      proxy_url: check.proxyUrl,
      successful: check.successful,
      created_at: at,
      updated_at: at,
    }
  })
}
