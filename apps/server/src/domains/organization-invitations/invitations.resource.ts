import type {
  ClientOrganizationInvitationResource,
  InvitationWithOrganizationResource,
  InviterData,
  OrganizationInvitationResource,
} from '@keywright/contract'
import type { z } from 'zod'
import { toMillis } from '../../platform/clock.ts'
import type { Instance } from '../instances/index.ts'
import { type RoleCatalogue, rolesOf } from '../organization-roles/index.ts'
import { toPublicOrganization, toRoleFields } from '../organizations/index.ts'
import { toPublicUserData, type User } from '../users/index.ts'
import type { Invitation, InvitationParts } from './invitation.entity.ts'
import { statusAt } from './invitations.policy.ts'

export interface InvitationContext {
  instance: Instance
  publicUrl: string
  catalogue: RoleCatalogue
  now: Date
}

function toSharedFields({ invitation, inviter }: InvitationParts, context: InvitationContext) {
  return {
    object: 'organization_invitation' as const,
    id: invitation.id,
    email_address: invitation.emailAddress,
    ...toRoleFields(rolesOf(context.catalogue, invitation.roleIds)),
    organization_id: invitation.organizationId,
    inviter_id: invitation.inviterId,
    public_inviter_data: inviter ? toInviterData(inviter, context) : null,
    status: statusAt(invitation, context.now),
    public_metadata: invitation.publicMetadata,
    url: null,
    expires_at: toMillis(invitation.expireAt),
    created_at: invitation.createdAt.getTime(),
    updated_at: invitation.updatedAt.getTime(),
  }
}

function toInviterData(inviter: User, context: InvitationContext): z.input<typeof InviterData> {
  const { username: _username, profile_image_url: _url, ...shown } = toPublicUserData(inviter, context)
  return shown
}

/** An invitation as servers see it. `urlOf`: where it can be accepted; whoever has that can accept it. */
export function toInvitationResource(
  parts: InvitationParts,
  context: InvitationContext,
  urlOf: (invitation: Invitation) => string | null = () => null,
): z.input<typeof OrganizationInvitationResource> {
  const shared = toSharedFields(parts, context)
  return {
    ...shared,
    url: shared.status === 'pending' ? urlOf(parts.invitation) : null,
    private_metadata: parts.invitation.privateMetadata,
  }
}

/** The same beside its organization, for lists over several. */
export function toInvitationWithOrganization(
  parts: InvitationParts,
  context: InvitationContext,
  urlOf: (invitation: Invitation) => string | null,
): z.input<typeof InvitationWithOrganizationResource> {
  return {
    ...toInvitationResource(parts, context, urlOf),
    public_organization_data: toPublicOrganization(parts.organization, context),
  }
}

/** An invitation as browsers see it: never with what would accept it. */
export function toClientInvitationResource(
  parts: InvitationParts,
  context: InvitationContext,
): z.input<typeof ClientOrganizationInvitationResource> {
  return {
    ...toSharedFields(parts, context),
    public_organization_data: toPublicOrganization(parts.organization, context),
  }
}
