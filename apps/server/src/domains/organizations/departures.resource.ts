import type { DeletionPreviewResource } from '@keywright/contract'
import type { z } from 'zod'
import type { Instance } from '../instances/index.ts'
import { toPublicUserData } from '../users/index.ts'
import type { DeletionPreview, OrganizationFate } from './departure.entity.ts'
import { toPublicOrganization } from './organizations.resource.ts'

export interface PreviewContext {
  instance: Instance
  publicUrl: string
}

/** What deleting a user would do, for whoever could do it. */
export function toDeletionPreview(
  { user, fates, heirs, ...traces }: DeletionPreview,
  context: PreviewContext,
): z.input<typeof DeletionPreviewResource> {
  const toFate = ({ organization, fate }: OrganizationFate) => {
    const successor = fate.kind === 'handed_over' && heirs.find(({ id }) => id === fate.heir.userId)
    return {
      public_organization_data: toPublicOrganization(organization, context),
      members_count: organization.membersCount,
      fate: fate.kind,
      successor: successor ? toPublicUserData(successor, context) : null,
    }
  }
  return {
    object: 'deletion_preview',
    user_id: user.id,
    deletable: fates.every(({ fate }) => fate.kind !== 'refused'),
    organizations: fates.map(toFate),
    revoked_invitations_count: traces.invitationsCount,
    withdrawn_requests_count: traces.requestsCount,
    withdrawn_suggestions_count: traces.suggestionsCount,
  }
}
