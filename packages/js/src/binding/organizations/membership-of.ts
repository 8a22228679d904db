import type { Resources } from '../../client/session-center.ts'
import type { OrganizationMembershipResource } from '../../resources/organization.ts'

/** What the user is in the organization that is active. */
export function membershipOf({
  user,
  organization,
}: Resources): OrganizationMembershipResource | null | undefined {
  if (!organization) return organization
  return user?.organizationMemberships.find((one) => one.organization.id === organization.id) ?? null
}
