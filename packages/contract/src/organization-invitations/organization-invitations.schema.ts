import { z } from 'zod'
import { PublicOrganizationData } from '../organizations/organizations.schema.ts'
import { PublicUserData } from '../sessions/sessions.schema.ts'
import { metadata, oneOrMany, timestamp } from '../shared/values.schema.ts'

export const OrganizationInvitationStatus = z.enum(['pending', 'accepted', 'revoked', 'expired'])

/** What those who are invited may see of who invited them. */
export const InviterData = PublicUserData.omit({ profile_image_url: true, username: true }).meta({
  id: 'InviterData',
})

const invitationFields = {
  object: z.literal('organization_invitation'),
  id: z.string(),
  email_address: z.string(),
  /** The first of `roles`. */
  role: z.string(),
  role_name: z.string(),
  roles: z.array(z.string()).describe('Ours: the keys of all roles that are offered, in order.'),
  organization_id: z.string(),
  inviter_id: z.string().nullable(),
  /** Null where a verified domain invited, or the inviter is gone. */
  public_inviter_data: InviterData.nullable(),
  status: OrganizationInvitationStatus,
  public_metadata: metadata,
  /** Where the invitation can be accepted; servers alone are told. */
  url: z.string().nullable(),
  expires_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
}

/** An invitation as servers see it. */
export const OrganizationInvitationResource = z
  .object({ ...invitationFields, private_metadata: metadata })
  .meta({ id: 'OrganizationInvitation' })

/** An invitation beside the organization that invites, for lists over several organizations. */
export const InvitationWithOrganizationResource = z
  .object({ ...OrganizationInvitationResource.shape, public_organization_data: PublicOrganizationData })
  .meta({ id: 'OrganizationInvitationWithPublicOrganizationData' })

/** An invitation as the members of the organization, and whom it is for, see it. */
export const ClientOrganizationInvitationResource = z
  .object({ ...invitationFields, public_organization_data: PublicOrganizationData })
  .meta({ id: 'ClientOrganizationInvitation' })

/** `status` of a list: one or several. */
export const invitationStatuses = oneOrMany.pipe(z.array(OrganizationInvitationStatus).max(10)).optional()

/** The same in browsers, whose SDKs also ask for states of suggestions; no invitation has those. */
export const clientInvitationStatuses = oneOrMany
  .pipe(z.array(z.enum([...OrganizationInvitationStatus.options, 'completed', 'invalid'])).max(10))
  .optional()

/** The organization and the invitation a path names. */
export const invitationParams = z.object({ organization_id: z.string(), invitation_id: z.string() })
