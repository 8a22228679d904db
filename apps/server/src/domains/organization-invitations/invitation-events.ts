import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { appendEvent } from '../events/index.ts'
import type { Scope } from '../instances/index.ts'
import type { RoleCatalogues } from '../organization-roles/index.ts'
import { toPublicOrganization } from '../organizations/index.ts'
import type { InvitationParts } from './invitation.entity.ts'
import { toInvitationResource } from './invitations.resource.ts'

export interface InvitationEventsDeps {
  clock: Clock
  catalogues: Pick<RoleCatalogues, 'get'>
  publicUrl: string
}

export type InvitationEvents = ReturnType<typeof createInvitationEvents>

/** What becomes of invitations, into the log. What would accept one stays out of it: the log is kept. */
export function createInvitationEvents({ clock, catalogues, publicUrl }: InvitationEventsDeps) {
  return async (
    tx: Db,
    scope: Scope,
    type: `organizationInvitation.${'created' | 'accepted' | 'revoked'}`,
    all: readonly InvitationParts[],
  ): Promise<void> => {
    const { instance } = scope
    const context = { instance, publicUrl, catalogue: await catalogues.get(instance), now: clock.now() }
    for (const parts of all) {
      const { id, version, userId } = parts.invitation
      await appendEvent(tx, {
        instanceId: instance.id,
        type,
        entityId: id,
        entityVersion: version,
        data: {
          ...toInvitationResource(parts, context),
          ...(userId !== null && { user_id: userId }),
          data: { public_organization_data: toPublicOrganization(parts.organization, context) },
        },
        attributes: scope.request,
      })
    }
  }
}
