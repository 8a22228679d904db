import type { Db } from '../../platform/db/database.ts'
import {
  deleteEmailAddress,
  type EmailAddress,
  isClaimed,
  listHolders,
  lockClaims,
} from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import type { UserChanges } from './user-changes.service.ts'
import { primaryWithout } from './user-emails.policy.ts'
import { lockUsers } from './users.repository.ts'

export type ClaimIn = (
  tx: Db,
  scope: Scope,
  emailAddresses: readonly string[],
  options?: {
    /** Who claims them; absent: a user who is about to be made. */
    userId?: string
    /** Of the addresses, those that nobody has proven: others keep what they have of them. */
    unproven?: readonly string[]
  },
) => Promise<{ claimed: boolean }>

/**
 * Makes addresses a user's own, right before they are written as such. Many may hold an address without a claim, one
 * with; whoever claims it by a proof, or by an administrator's word, takes it from the others. Claims on one address are made one at a time, and before any user is
 * locked, so that two who prove the same address never wait for each other in a circle.
 */
export function createEmailClaims({ changes }: { changes: UserChanges }): ClaimIn {
  async function takeAwayIn(tx: Db, scope: Scope, address: EmailAddress): Promise<void> {
    await changes.changeIn(tx, scope, address.userId, async (user) => {
      await deleteEmailAddress(tx, scope.instance.id, address.id)
      return { primaryEmailAddressId: primaryWithout(user, address.id) }
    })
  }

  return async (tx, scope, emailAddresses, { userId, unproven = [] } = {}) => {
    const { instance } = scope
    await lockClaims(tx, instance.id, emailAddresses)
    const holders = await listHolders(tx, instance.id, emailAddresses)
    const others = holders.filter((holder) => holder.userId !== userId)
    if (others.some(isClaimed)) return { claimed: false }
    const taken = others.filter(({ emailAddress }) => !unproven.includes(emailAddress))
    const userIds = [...taken.map((other) => other.userId), ...(userId === undefined ? [] : [userId])]
    await lockUsers(tx, instance.id, userIds)
    for (const other of taken) await takeAwayIn(tx, scope, other)
    return { claimed: true }
  }
}
