import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Scope } from '../instances/index.ts'
import type { Organization } from '../organizations/index.ts'
import type { UsersService } from '../users/index.ts'
import type { InvitationParts } from './invitation.entity.ts'
import type { InvitationEvents } from './invitation-events.ts'
import { acceptPendingOf } from './invitations.repository.ts'

export interface SettledInvitationsDeps {
  clock: Clock
  users: Pick<UsersService, 'listByIds'>
  recordIn: InvitationEvents
}

export type SettleInvitations = ReturnType<typeof createSettledInvitations>

/**
 * Whoever is a member has accepted what invites them, whichever way they came in: every pending invitation to an address
 * they have proven. None is left that takes up a place, or a mail whose link says that it was taken back. The organization
 * is locked.
 */
export function createSettledInvitations({ clock, users, recordIn }: SettledInvitationsDeps) {
  return async (
    tx: Db,
    scope: Scope,
    organization: Organization,
    userId: UserId,
  ): Promise<InvitationParts[]> => {
    const name = { organizationId: organization.id, userId }
    const accepted = await acceptPendingOf(tx, scope.instance.id, name, clock.now())
    if (accepted.length === 0) return []
    const inviterIds = new Set(accepted.flatMap(({ inviterId }) => inviterId ?? []))
    const inviters = await users.listByIds(scope, [...inviterIds])
    const all = accepted.map((invitation) => ({
      ...{ invitation, organization },
      inviter: inviters.find(({ id }) => id === invitation.inviterId),
    }))
    await recordIn(tx, scope, 'organizationInvitation.accepted', all)
    return all
  }
}
