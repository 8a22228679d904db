import { getAccountPortalRoute, getEnvironmentRoute, updateEnvironmentRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { EnvironmentService } from './environment.service.ts'

/** Frontend API of the environment. The PATCH answers as the GET does, and tells where the app lives. */
export function environmentFrontendRoutes(
  router: Router<FrontendScope>,
  environment: EnvironmentService,
): void {
  router.mount(getAccountPortalRoute, async (_input, scope) => environment.accountPortal(scope))
  router.mount(getEnvironmentRoute, async (_input, scope) => environment.read(scope))
  router.mount(
    updateEnvironmentRoute,
    async (_input, scope) => await environment.readFrom(scope, scope.request.origin),
  )
}
