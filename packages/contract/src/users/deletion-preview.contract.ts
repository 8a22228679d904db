import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { PublicOrganizationData } from '../organizations/organizations.schema.ts'
import { PublicUserData } from '../sessions/sessions.schema.ts'

/** What becomes of an organization when one of its members is deleted. */
const OrganizationFate = z
  .object({
    public_organization_data: PublicOrganizationData,
    members_count: z.number().int(),
    /**
     * `left`: it goes on without them. The others have no other administrator: `refused`: the user cannot be deleted before
     * there is one; `handed_over`: to `successor`; `deleted`: the organization goes, too.
     */
    fate: z.enum(['left', 'refused', 'handed_over', 'deleted']),
    successor: PublicUserData.nullable(),
  })
  .meta({ id: 'OrganizationFate' })

/** What deleting a user would do, as things stand. */
export const DeletionPreviewResource = z
  .object({
    object: z.literal('deletion_preview'),
    user_id: z.string(),
    /** `false`: an organization is in the way, and nothing of the rest will happen. */
    deletable: z.boolean(),
    organizations: z.array(OrganizationFate),
    /** Invitations they sent that nobody has answered. */
    revoked_invitations_count: z.number().int(),
    /** Organizations they ask to join, and those suggested to them. */
    withdrawn_requests_count: z.number().int(),
    withdrawn_suggestions_count: z.number().int(),
  })
  .meta({ id: 'DeletionPreview' })

export const previewUserDeletionRoute = defineRoute({
  audience: 'backend',
  operationId: 'PreviewUserDeletion',
  method: 'get',
  path: '/v1/users/{user_id}/deletion_preview',
  summary: 'Ours: what deleting a user would do to organizations, invitations and requests',
  params: z.object({ user_id: z.string() }),
  output: DeletionPreviewResource,
  errors: ['resource_not_found'],
})

export const previewMyDeletionRoute = defineRoute({
  audience: 'frontend',
  auth: 'session',
  operationId: 'previewMyDeletion',
  method: 'get',
  path: '/v1/me/deletion_preview',
  summary: 'Ours: what deleting oneself would do to organizations, invitations and requests',
  output: DeletionPreviewResource,
  errors: [],
})
