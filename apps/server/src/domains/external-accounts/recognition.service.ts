/** Whom a provider's account belongs to here. The rule that decides over strangers' accounts: an address counts only where it is proven on both sides. */

import type { UserId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { isClaimed, isVerified, listHolders, normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import type { AccountStore } from './account-store.ts'
import type { ExternalAccount, ExternalIdentity } from './external-account.entity.ts'
import { lockIdentity } from './external-accounts.repository.ts'

export type Recognition =
  /** The account is connected to this user. */
  | { kind: 'connected'; userId: UserId; account: ExternalAccount }
  /** Its address is this user's, proven there and here: the account can be connected. */
  | { kind: 'same_address'; userId: UserId }
  /** Its address, proven there, was kept here for this user, who never proved it. */
  | { kind: 'unproven_here'; userId: UserId }
  /** It names the address of this user without proof. They have to say themselves that it is theirs. */
  | { kind: 'unproven_there'; userId: UserId; emailAddress: string }
  | { kind: 'stranger' }

export type Recognise = (tx: Db, scope: Scope, identity: ExternalIdentity) => Promise<Recognition>

export function createRecognition({ accounts }: { accounts: AccountStore }): Recognise {
  return async (tx, scope, identity) => {
    const { instance } = scope
    await lockIdentity(tx, instance.id, identity)
    const account = await accounts.find(tx, scope, identity)
    if (account) return { kind: 'connected', userId: account.userId, account }
    const { profile } = identity
    if (profile.emailAddress === null || !instance.settings.email_address.enabled) return { kind: 'stranger' }
    const emailAddress = normalizeEmailAddress(profile.emailAddress)
    const holder = (await listHolders(tx, instance.id, [emailAddress])).find(isClaimed)
    if (!holder) return { kind: 'stranger' }
    const { userId } = holder
    if (!profile.isEmailAddressVerified) return { kind: 'unproven_there', userId, emailAddress }
    return isVerified(holder) ? { kind: 'same_address', userId } : { kind: 'unproven_here', userId }
  }
}
