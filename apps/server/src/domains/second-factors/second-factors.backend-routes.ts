import {
  deleteUserBackupCodesRoute,
  deleteUserTotpRoute,
  disableMfaRoute,
  verifyTotpRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { UserSecondFactors } from './user-second-factors.service.ts'

/** Backend API of second factors. */
export function secondFactorsBackendRoutes(router: Router<BackendScope>, factors: UserSecondFactors): void {
  router.mount(verifyTotpRoute, async ({ params, body }, scope) => ({
    verified: true,
    code_type: await factors.verify(scope, params.user_id, body.code),
  }))

  // Authenticator apps are all there is, and take the backup codes along.
  for (const route of [disableMfaRoute, deleteUserTotpRoute] as const) {
    router.mount(route, async ({ params }, scope) => {
      await factors.removeTotp(scope, params.user_id)
      return params
    })
  }

  router.mount(deleteUserBackupCodesRoute, async ({ params }, scope) => {
    await factors.removeBackupCodes(scope, params.user_id)
    return params
  })
}
