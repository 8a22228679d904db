import {
  attemptTotpVerificationRoute,
  createBackupCodesRoute,
  createTotpRoute,
  deleteTotpRoute,
} from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import type { OwnSecondFactorsService } from './own-second-factors.service.ts'
import { toBackupCodesResource, toNewTotpResource, toTotpResource } from './second-factors.resource.ts'

/** Frontend API of the signed-in user's second factors. */
export function secondFactorsFrontendRoutes(
  router: Router<FrontendScope>,
  own: OwnSecondFactorsService,
  clock: Clock,
): void {
  router.mount(createTotpRoute, async (_input, scope) =>
    toNewTotpResource(await own.createTotp(scope, callerOf(scope)), scope.instance),
  )

  router.mount(attemptTotpVerificationRoute, async ({ body }, scope) => {
    const { totp, backupCodes } = await own.attemptTotp(scope, callerOf(scope), body.code)
    return toTotpResource(totp, backupCodes)
  })

  router.mount(deleteTotpRoute, async (_input, scope) => {
    const { id } = await own.removeTotp(scope, callerOf(scope))
    return { object: 'totp', id, deleted: true }
  })

  router.mount(createBackupCodesRoute, async (_input, scope) =>
    toBackupCodesResource(await own.createBackupCodes(scope, callerOf(scope)), clock.now()),
  )
}
