import type { OrganizationInvitationId, UserId } from '@keywright/contract'
import type { RoleId } from '../organization-roles/index.ts'
import type { OrganizationId, PublicOrganization } from '../organizations/index.ts'
import type { Metadata, User } from '../users/index.ts'

export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired'

/** An address that is asked to join an organization. */
export interface Invitation {
  id: OrganizationInvitationId
  version: number
  organizationId: OrganizationId
  /** In lower case. */
  emailAddress: string
  /** At least one; the first is the one that official SDKs see. */
  roleIds: readonly RoleId[]
  /** As stored: one that is pending here may have run out (`statusAt`). */
  status: InvitationStatus
  inviterId: UserId | null
  /** Who accepted it. */
  userId: UserId | null
  redirectUrl: string | null
  publicMetadata: Metadata
  privateMetadata: Metadata
  /** `null`: it never runs out. */
  expireAt: Date | null
  createdAt: Date
  /** While it is pending: when it was sent last. */
  updatedAt: Date
}

/** An invitation with what is shown beside it. */
export interface InvitationParts {
  invitation: Invitation
  organization: PublicOrganization
  /** `undefined` where nobody is named, or they are gone. */
  inviter: User | undefined
}

/** What a list of invitations is narrowed by. Every filter given must hold; of several statuses, any. */
export interface InvitationFilters {
  statuses?: readonly InvitationStatus[] | undefined
  emailAddress?: string | undefined
  /** A part of the address, or the whole id of an invitation or its organization. */
  query?: string | undefined
}

/** Why an address is not invited. */
export type RefusalCode =
  | 'form_param_format_invalid'
  | 'already_a_member_in_organization'
  | 'organization_invitation_not_unique'
  | 'organization_membership_quota_exceeded'
  | 'too_many_requests'

export interface RefusedAddress {
  emailAddress: string
  code: RefusalCode
}

export interface InvitationPageRequest {
  filters: InvitationFilters
  order?: { field: 'created_at' | 'email_address'; descending: boolean } | undefined
  limit: number
  offset: number
}
