import type { Id, UserId } from '@keywright/contract'
import type { OrganizationPolicy } from '../organization-policies/index.ts'
import type { RoleSetId } from '../organization-roles/index.ts'
import type { Metadata } from '../users/index.ts'

export type OrganizationId = Id<'organization'>

export interface Organization {
  id: OrganizationId
  /** Grows with every change of the organization itself. */
  version: number
  name: string
  /** `null` where the instance had no slugs when it was made. */
  slug: string | null
  imageId: string | null
  publicMetadata: Metadata
  privateMetadata: Metadata
  createdBy: UserId | null
  /** The member who takes over when the only administrator is deleted; `null`: the one of longest standing. */
  successorId: UserId | null
  /** `null`: as the instance says. `0`: any number. */
  maxAllowedMemberships: number | null
  /** `null`: as the instance says. */
  adminDeleteEnabled: boolean | null
  roleSetId: RoleSetId
  /** What it asks of the sessions that act in it. */
  policy: OrganizationPolicy
  membersCount: number
  pendingInvitationsCount: number
  lastActiveAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** What those may see of an organization who are no members. */
export type PublicOrganization = Pick<Organization, 'id' | 'name' | 'slug' | 'imageId'>

/** What an organization can change in. `undefined` leaves a value as it is. */
export type OrganizationChange = Partial<
  Pick<
    Organization,
    | 'name'
    | 'slug'
    | 'imageId'
    | 'publicMetadata'
    | 'privateMetadata'
    | 'maxAllowedMemberships'
    | 'adminDeleteEnabled'
    | 'roleSetId'
    | 'policy'
    | 'successorId'
    | 'createdAt'
    | 'lastActiveAt'
  >
>
