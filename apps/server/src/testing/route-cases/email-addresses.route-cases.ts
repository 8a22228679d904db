import {
  attemptEmailAddressVerificationRoute,
  createEmailAddressRoute,
  deleteEmailAddressRoute,
  getEmailAddressRoute,
  prepareEmailAddressVerificationRoute,
  replaceUserEmailAddressRoute,
  updateEmailAddressRoute,
} from '@keywright/contract'
import { createUser, newEmail } from '../factories/users.factory.ts'
import type { BackendRouteCase, Tenant } from './route-case.ts'

const user = async ({ app, scope }: Tenant) => ({ user_id: (await createUser(app, {}, scope)).id })

/** A second address, not proven yet. */
async function address(tenant: Tenant) {
  const { user_id: userId } = await user(tenant)
  const { emailAddresses } = tenant.app.services
  const { id } = await emailAddresses.create(tenant.scope, userId, { emailAddress: newEmail() })
  return { email_address_id: id }
}

async function verification(tenant: Tenant) {
  const named = await address(tenant)
  const { id } = await tenant.app.services.emailAddresses.prepare(tenant.scope, named.email_address_id)
  return { ...named, verification_id: id }
}

export const emailAddressRouteCases: readonly BackendRouteCase[] = [
  {
    route: createEmailAddressRoute,
    arrange: user,
    body: ({ user_id }) => ({ user_id, email_address: newEmail() }),
  },
  { route: getEmailAddressRoute, arrange: address },
  { route: updateEmailAddressRoute, arrange: address, body: () => ({ verified: true }) },
  { route: deleteEmailAddressRoute, arrange: address },
  { route: prepareEmailAddressVerificationRoute, arrange: address },
  {
    route: attemptEmailAddressVerificationRoute,
    arrange: verification,
    body: ({ verification_id }) => ({ verification_id, code: '000000' }),
  },
  { route: replaceUserEmailAddressRoute, arrange: user, body: () => ({ email_address: newEmail() }) },
]
