export { createDepartures } from './departures.service.ts'
export { createMemberRights, type MemberRights, requireOrganizations } from './member-rights.service.ts'
export type { Membership, MembershipId, MembershipWithOrganization } from './membership.entity.ts'
export { listMembersAmong } from './memberships.repository.ts'
export {
  createMembershipsService,
  type MembershipsService,
  type NewMember,
} from './memberships.service.ts'
export type {
  Organization,
  OrganizationChange,
  OrganizationId,
  PublicOrganization,
} from './organization.entity.ts'
export { createOrganizationEvents, type OrganizationEvents } from './organization-events.ts'
export {
  createOrganizationPresenter,
  createOwnMemberships,
  type OrganizationPresenter,
} from './organization-presenter.ts'
export { membershipLimitOf, toSlug } from './organizations.policy.ts'
export {
  toMemberUserData,
  toPublicOrganization,
  toRoleFields,
} from './organizations.resource.ts'
export { createOrganizationsService, type OrganizationsService } from './organizations.service.ts'
export { createPoliciesService, type PoliciesService } from './policies.service.ts'
export { defaultRoleOf, readRoles, requireRoleKeys, roleSetOf } from './role-input.ts'
export { createRoleMoves } from './role-moves.service.ts'
export { createTokenOrganizations } from './token-organizations.service.ts'
