import {
  attemptEmailAddressVerificationRoute,
  createEmailAddressRoute,
  deleteEmailAddressRoute,
  getEmailAddressRoute,
  prepareEmailAddressVerificationRoute,
  replaceUserEmailAddressRoute,
  updateEmailAddressRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toAddressVerification, toClaim, toEmailAddressResource } from './email-addresses.resource.ts'
import type { EmailAddressesService } from './email-addresses.service.ts'

/** Backend API of email addresses. */
export function emailAddressesBackendRoutes(
  router: Router<BackendScope>,
  emailAddresses: EmailAddressesService,
): void {
  router.mount(createEmailAddressRoute, async ({ body }, scope) =>
    toEmailAddressResource(
      await emailAddresses.create(scope, body.user_id, {
        emailAddress: body.email_address,
        ...toClaim(body.verified ? 'verified' : 'unverified'),
        primary: body.primary ? 'always' : 'if_first',
        notify: body.notify_primary_email_address_changed ?? false,
      }),
    ),
  )

  router.mount(getEmailAddressRoute, async ({ params }, scope) =>
    toEmailAddressResource(await emailAddresses.get(scope, params.email_address_id)),
  )

  router.mount(updateEmailAddressRoute, async ({ params, body }, scope) =>
    toEmailAddressResource(
      await emailAddresses.update(scope, params.email_address_id, {
        verified: body.verified ?? undefined,
        primary: body.primary ?? undefined,
        notify: body.notify_primary_email_address_changed ?? undefined,
      }),
    ),
  )

  router.mount(deleteEmailAddressRoute, async ({ params }, scope) => {
    await emailAddresses.remove(scope, params.email_address_id)
    return { object: 'email_address', id: params.email_address_id, deleted: true }
  })

  router.mount(prepareEmailAddressVerificationRoute, async ({ params }, scope) =>
    toAddressVerification(await emailAddresses.prepare(scope, params.email_address_id)),
  )

  router.mount(attemptEmailAddressVerificationRoute, async ({ params, body }, scope) =>
    toAddressVerification(
      await emailAddresses.attempt(scope, params.email_address_id, {
        verificationId: body.verification_id,
        code: body.code,
      }),
    ),
  )

  router.mount(replaceUserEmailAddressRoute, async ({ params, body }, scope) =>
    toEmailAddressResource(
      await emailAddresses.replaceAll(scope, params.user_id, {
        emailAddress: body.email_address,
        ...toClaim(body.identification_status ?? 'verified'),
        notify: body.notify_primary_email_address_changed ?? false,
      }),
    ),
  )
}
