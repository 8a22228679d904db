import {
  createOrganizationInvitationRoute,
  createOrganizationInvitationsInBulkRoute,
  getOrganizationInvitationRoute,
  listInstanceInvitationsRoute,
  listOrganizationInvitationsRoute,
  listPendingOrganizationInvitationsRoute,
  listUserInvitationsRoute,
  resendOrganizationInvitationRoute,
  revokeOrganizationInvitationRoute,
} from '@keywright/contract'
import { createOrganization, invite } from '../factories/organizations.factory.ts'
import { createUser, newEmail } from '../factories/users.factory.ts'
import type { BackendRouteCase, Tenant } from './route-case.ts'

const organization = async ({ app, scope }: Tenant) => ({
  organization_id: (await createOrganization(app, {}, scope)).organization.id,
})
async function invitation({ app, scope }: Tenant) {
  const { organization: own } = await createOrganization(app, {}, scope)
  const { id } = await invite(app, own, {}, scope)
  return { organization_id: own.id, invitation_id: id }
}
const user = async ({ app, scope }: Tenant) => ({ user_id: (await createUser(app, {}, scope)).id })
const newInvitation = () => ({ email_address: newEmail('invited'), role: 'org:member' })

export const organizationInvitationRouteCases: readonly BackendRouteCase[] = [
  { route: listInstanceInvitationsRoute },
  { route: listUserInvitationsRoute, arrange: user },
  { route: listOrganizationInvitationsRoute, arrange: organization },
  { route: listPendingOrganizationInvitationsRoute, arrange: organization },
  { route: createOrganizationInvitationRoute, arrange: organization, body: newInvitation },
  {
    route: createOrganizationInvitationsInBulkRoute,
    arrange: organization,
    body: () => [newInvitation(), newInvitation()],
  },
  { route: getOrganizationInvitationRoute, arrange: invitation },
  { route: revokeOrganizationInvitationRoute, arrange: invitation, body: () => ({}) },
  { route: resendOrganizationInvitationRoute, arrange: invitation },
]
