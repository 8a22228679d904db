import { z } from 'zod'
import { MemberUserData } from '../organization-memberships/organization-memberships.schema.ts'
import { PublicOrganizationData } from '../organizations/organizations.schema.ts'
import { timestamp } from '../shared/values.schema.ts'

/** `accepted`: the user asked to join. `completed`: they are a member. */
export const OrganizationSuggestionStatus = z.enum(['pending', 'accepted', 'completed'])

/** An organization a user could ask to join, because of the domain of their address. */
export const OrganizationSuggestionResource = z
  .object({
    object: z.literal('organization_suggestion'),
    id: z.string(),
    public_organization_data: PublicOrganizationData,
    status: OrganizationSuggestionStatus,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'OrganizationSuggestion' })

export const MembershipRequestStatus = z.enum(['pending', 'accepted', 'rejected'])

/** Somebody asks to join; those who manage members decide. */
export const OrganizationMembershipRequestResource = z
  .object({
    object: z.literal('organization_membership_request'),
    id: z.string(),
    organization_id: z.string(),
    status: MembershipRequestStatus,
    public_user_data: MemberUserData,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'OrganizationMembershipRequest' })
