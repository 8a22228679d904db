import type { Id, UserId } from '@keywright/contract'
import type { OrganizationPolicy } from '../organization-policies/index.ts'
import type { RoleId } from '../organization-roles/index.ts'
import type { Metadata, TimeRange, UserFilters } from '../users/index.ts'
import type { Organization, OrganizationId } from './organization.entity.ts'

export type MembershipId = Id<'organizationMembership'>

/** A user in an organization. */
export interface Membership {
  id: MembershipId
  /** Grows with every change; also over an end and a new beginning, so that old tokens stay refused. */
  version: number
  organizationId: OrganizationId
  userId: UserId
  /** At least one; the first is the one that official SDKs see. */
  roleIds: readonly RoleId[]
  publicMetadata: Metadata
  privateMetadata: Metadata
  createdAt: Date
  updatedAt: Date
}

/** With what the organization asks of sessions. */
export interface MembershipWithPolicy extends Membership {
  policy: OrganizationPolicy
}

export interface MembershipWithOrganization extends Membership {
  organization: Organization
}

/** How lists of members may be ordered. */
export type MemberSortField =
  | 'created_at'
  | 'email_address'
  | 'first_name'
  | 'last_name'
  | 'phone_number'
  | 'username'

/** What a list of members is narrowed by. Every filter given must hold; of several values of one, any. */
export interface MemberFilters {
  roleKeys?: readonly string[] | undefined
  /** Each with `+` or `-` before it: this user, or not. */
  userIds?: readonly string[] | undefined
  /** When they became a member. */
  createdAt?: TimeRange | undefined
  /** What holds of the users themselves. */
  user?: UserFilters | undefined
}

export interface MemberPageRequest {
  filters: MemberFilters
  order: { field: MemberSortField; descending: boolean }
  limit: number
  offset: number
}
