/** Organizations and memberships as code sees them. What can be done with them is fetched with the first verb that is called. */
import { toCamel } from '../resources/camel.ts'
import { laterVerbs } from '../resources/later-verbs.ts'
import type {
  MembershipFields,
  MembershipVerbs,
  MembershipWire,
  OrganizationFields,
  OrganizationMembershipResource,
  OrganizationResource,
  OrganizationVerbs,
  OrganizationWire,
} from '../resources/organization.ts'
import type { ResourceApi } from '../resources/resource-api.ts'

type Send = ResourceApi['send']

const organizationVerbs =
  'update setLogo getMemberships getInvitations getMembershipRequests getRoles getDomains getDomain createDomain addMember updateMember removeMember inviteMember inviteMembers getPolicy updatePolicy reload destroy'

export function toOrganization(wire: OrganizationWire, send: Send): OrganizationResource {
  const self: OrganizationResource = {
    ...(toCamel(wire) as OrganizationFields),
    ...laterVerbs<OrganizationVerbs>(organizationVerbs, async () =>
      (await import('./organization-verbs.ts')).organizationVerbs(self, { send, toMembership }),
    ),
  }
  return self
}

export function toMembership(wire: MembershipWire, send: Send): OrganizationMembershipResource {
  const self: OrganizationMembershipResource = {
    ...membershipFields(wire, send),
    ...laterVerbs<MembershipVerbs>('update destroy', async () =>
      (await import('./organization-verbs.ts')).membershipVerbs(self, { send, read: membershipFields }),
    ),
  }
  return self
}

function membershipFields({ organization, ...wire }: MembershipWire, send: Send): MembershipFields {
  return { ...toCamel(wire), organization: toOrganization(organization, send) }
}
