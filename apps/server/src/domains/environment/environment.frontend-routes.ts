import { getEnvironmentRoute, updateEnvironmentRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { EnvironmentService } from './environment.service.ts'

/** Frontend API of the environment. Both operations answer alike; the second tells where the app lives. */
export function environmentFrontendRoutes(
  router: Router<FrontendScope>,
  environment: EnvironmentService,
): void {
  router.mount(getEnvironmentRoute, async (_input, scope) => environment.read(scope))
  router.mount(
    updateEnvironmentRoute,
    async (_input, scope) => await environment.readFrom(scope, scope.request.origin),
  )
}
