import type {
  ClientOrganizationMembershipResource,
  ClientOrganizationResource,
  OrganizationCreationDefaults,
  RoleResource as RoleContract,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'
import type { EnrollmentMode, OrganizationDomainResource } from './organization-domain.ts'
import type {
  OrganizationInvitationResource,
  OrganizationSuggestionResource,
  UserOrganizationInvitationResource,
} from './organization-invitation.ts'
import type {
  GetDomainsParams,
  GetInvitationsParams,
  GetMembershipRequestsParams,
  GetMembersParams,
  GetSuggestionsParams,
  PageParams,
  PaginatedResponse,
} from './organization-lists.ts'
import type { OrganizationPolicyResource, UpdatePolicyParams } from './organization-policy.ts'
import type { OrganizationMembershipRequestResource } from './organization-request.ts'

export type MembershipWire = z.output<typeof ClientOrganizationMembershipResource>
export type OrganizationWire = z.output<typeof ClientOrganizationResource>
export type OrganizationFields = Camel<OrganizationWire>

/** What the members of an organization can have; `permissions` is what it lets them do. */
export type RoleResource = Camel<z.output<typeof RoleContract>>
export type PermissionResource = RoleResource['permissions'][number]

/** What the form of a new organization begins with, and what to warn of. */
export type OrganizationCreationDefaultsResource = Camel<z.output<typeof OrganizationCreationDefaults>>

/** One role, or several in order: the first is what those see who know one role a member. */
export interface RolesParams {
  role?: string
  roles?: readonly string[]
}

export interface MembershipFields extends Omit<Camel<MembershipWire>, 'organization'> {
  organization: OrganizationResource
}

export interface MembershipVerbs {
  update(params: RolesParams): Promise<OrganizationMembershipResource>
  destroy(): Promise<OrganizationMembershipResource>
}

/** What a user is in an organization, and may do there. */
export interface OrganizationMembershipResource extends MembershipFields, MembershipVerbs {}

export interface CreateOrganizationParams {
  name: string
  slug?: string | undefined
}

/** What a user can do with organizations without being in one. */
export interface MyOrganizations {
  getOrganizationMemberships(params?: PageParams): Promise<PaginatedResponse<OrganizationMembershipResource>>
  getOrganizationInvitations(
    params?: GetInvitationsParams,
  ): Promise<PaginatedResponse<UserOrganizationInvitationResource>>
  getOrganizationSuggestions(
    params?: GetSuggestionsParams,
  ): Promise<PaginatedResponse<OrganizationSuggestionResource>>
  getOrganizationCreationDefaults(): Promise<OrganizationCreationDefaultsResource>
  leaveOrganization(organizationId: string): Promise<void>
}

/** What its members can do with an organization, as far as they may. */
export interface OrganizationVerbs {
  update(params: { name?: string; slug?: string | null }): Promise<OrganizationResource>
  /** `null` removes the logo. */
  setLogo(params: { file: Blob | null }): Promise<OrganizationResource>
  getMemberships(params?: GetMembersParams): Promise<PaginatedResponse<OrganizationMembershipResource>>
  getInvitations(params?: GetInvitationsParams): Promise<PaginatedResponse<OrganizationInvitationResource>>
  getMembershipRequests(
    params?: GetMembershipRequestsParams,
  ): Promise<PaginatedResponse<OrganizationMembershipRequestResource>>
  getRoles(
    params?: PageParams,
  ): Promise<PaginatedResponse<RoleResource> & { has_role_set_migration?: boolean }>
  getDomains(params?: GetDomainsParams): Promise<PaginatedResponse<OrganizationDomainResource>>
  getDomain(params: { domainId: string }): Promise<OrganizationDomainResource>
  createDomain(
    name: string,
    params?: { enrollmentMode?: EnrollmentMode },
  ): Promise<OrganizationDomainResource>
  addMember(params: { userId: string } & RolesParams): Promise<OrganizationMembershipResource>
  updateMember(params: { userId: string } & RolesParams): Promise<OrganizationMembershipResource>
  removeMember(userId: string): Promise<OrganizationMembershipResource>
  inviteMember(params: { emailAddress: string } & RolesParams): Promise<OrganizationInvitationResource>
  inviteMembers(
    params: { emailAddresses: readonly string[] } & RolesParams,
  ): Promise<OrganizationInvitationResource[]>
  getPolicy(): Promise<OrganizationPolicyResource>
  updatePolicy(params: UpdatePolicyParams): Promise<OrganizationPolicyResource>
  reload(): Promise<OrganizationResource>
  destroy(): Promise<void>
}

/** An organization. Methods change this object, and everybody who watches hears of a new one. */
export interface OrganizationResource extends OrganizationFields, OrganizationVerbs {}
