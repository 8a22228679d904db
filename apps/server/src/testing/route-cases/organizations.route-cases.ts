import {
  createOrganizationMembershipRoute,
  createOrganizationRoute,
  deleteOrganizationLogoRoute,
  deleteOrganizationMembershipRoute,
  deleteOrganizationRoute,
  explainAuthorizationRoute,
  getOrganizationPolicyRoute,
  getOrganizationRoute,
  listInstanceMembershipsRoute,
  listOrganizationMembershipsRoute,
  listOrganizationsRoute,
  listUserMembershipsRoute,
  mergeOrganizationMembershipMetadataRoute,
  mergeOrganizationMetadataRoute,
  replaceOrganizationMetadataRoute,
  setOrganizationLogoRoute,
  updateOrganizationMembershipRoute,
  updateOrganizationPolicyRoute,
  updateOrganizationRoute,
} from '@keywright/contract'
import { addMember, createOrganization } from '../factories/organizations.factory.ts'
import { createUser } from '../factories/users.factory.ts'
import type { BackendRouteCase, Tenant } from './route-case.ts'
import { onePixel } from './users.route-cases.ts'

const organization = async ({ app, scope }: Tenant) => ({
  organization_id: (await createOrganization(app, {}, scope)).organization.id,
})
async function member({ app, scope }: Tenant) {
  const { organization: own } = await createOrganization(app, {}, scope)
  return { organization_id: own.id, user_id: (await addMember(app, own, {}, scope)).id }
}
async function outsider({ app, scope }: Tenant) {
  const { organization: own } = await createOrganization(app, {}, scope)
  return { organization_id: own.id, user_id: (await createUser(app, {}, scope)).id }
}
const metadata = () => ({ public_metadata: { plan: 'pro' } })

export const organizationRouteCases: readonly BackendRouteCase[] = [
  { route: listOrganizationsRoute },
  { route: createOrganizationRoute, body: () => ({ name: 'Analytical Engines' }) },
  { route: getOrganizationRoute, arrange: organization },
  { route: updateOrganizationRoute, arrange: organization, body: () => ({ name: 'Difference Engines' }) },
  { route: deleteOrganizationRoute, arrange: organization },
  { route: mergeOrganizationMetadataRoute, arrange: organization, body: metadata },
  { route: replaceOrganizationMetadataRoute, arrange: organization, body: metadata },
  { route: setOrganizationLogoRoute, arrange: organization, body: () => onePixel },
  { route: deleteOrganizationLogoRoute, arrange: organization },
  { route: getOrganizationPolicyRoute, arrange: organization },
  {
    route: updateOrganizationPolicyRoute,
    arrange: organization,
    body: () => ({ ip_ranges: ['203.0.113.0/24'] }),
  },
  { route: listOrganizationMembershipsRoute, arrange: organization },
  { route: listInstanceMembershipsRoute },
  { route: listUserMembershipsRoute, arrange: member },
  {
    route: createOrganizationMembershipRoute,
    arrange: outsider,
    body: ({ user_id }) => ({ user_id, role: 'org:member' }),
  },
  { route: updateOrganizationMembershipRoute, arrange: member, body: () => ({ role: 'org:admin' }) },
  { route: deleteOrganizationMembershipRoute, arrange: member },
  { route: mergeOrganizationMembershipMetadataRoute, arrange: member, body: metadata },
  {
    route: explainAuthorizationRoute,
    arrange: member,
    body: ({ user_id, organization_id }) => ({ user_id, organization_id, role: 'org:admin' }),
  },
]
