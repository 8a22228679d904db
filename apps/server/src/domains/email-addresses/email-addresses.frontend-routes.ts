import {
  attemptMyEmailAddressRoute,
  createMyEmailAddressRoute,
  deleteMyEmailAddressRoute,
  getMyEmailAddressRoute,
  listMyEmailAddressesRoute,
  prepareMyEmailAddressRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import { toEmailAddressResource } from './email-addresses.resource.ts'
import type { OwnEmailAddressesService } from './own-email-addresses.service.ts'

/** Frontend API of the signed-in user's email addresses. */
export function emailAddressesFrontendRoutes(
  router: Router<FrontendScope>,
  own: OwnEmailAddressesService,
): void {
  router.mount(listMyEmailAddressesRoute, async (_input, scope) => {
    const all = await own.list(scope, callerOf(scope))
    return all.map(toEmailAddressResource)
  })

  router.mount(createMyEmailAddressRoute, async ({ body }, scope) =>
    toEmailAddressResource(await own.add(scope, callerOf(scope), body.email_address)),
  )

  router.mount(getMyEmailAddressRoute, async ({ params }, scope) =>
    toEmailAddressResource(await own.get(scope, callerOf(scope), params.email_id)),
  )

  router.mount(deleteMyEmailAddressRoute, async ({ params }, scope) => {
    await own.remove(scope, callerOf(scope), params.email_id)
    return { object: 'email_address', id: params.email_id, deleted: true }
  })

  router.mount(prepareMyEmailAddressRoute, async ({ params, body }, scope) =>
    toEmailAddressResource(
      await own.prepare(scope, callerOf(scope), params.email_id, {
        strategy: body.strategy,
        redirectUrl: body.action_complete_redirect_url ?? body.redirect_url ?? undefined,
      }),
    ),
  )

  router.mount(attemptMyEmailAddressRoute, async ({ params, body }, scope) =>
    toEmailAddressResource(await own.attempt(scope, callerOf(scope), params.email_id, body.code)),
  )
}
