import type { ExternalAccountId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import {
  deleteEmailAddress,
  insertEmailAddress,
  isClaimed,
  isVerified,
  markEmailAddressVerified,
  normalizeEmailAddress,
} from '../email-addresses/index.ts'
import {
  type AccountStore,
  deleteExternalAccount,
  type ExternalAccount,
  type ExternalIdentity,
} from '../external-accounts/index.ts'
import type { ImagesService } from '../images/index.ts'
import type { Scope } from '../instances/index.ts'
import { deletePassword } from '../passwords/index.ts'
import { isWelcomeAddress } from '../verifications/index.ts'
import { deleteWeb3Wallet } from '../web3-wallets/index.ts'
import type { User, UserChange } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'
import type { ClaimIn } from './user-email-claims.service.ts'
import type { EndSessions } from './user-passwords.service.ts'
import { disconnectionFault } from './ways-to-sign-in.policy.ts'

export interface UserExternalAccountsDeps {
  clock: Clock
  changes: UserChanges
  claimIn: ClaimIn
  accounts: AccountStore
  images: Pick<ImagesService, 'deleteIn'>
  endSessions: EndSessions
}

export interface ConnectInput {
  identity: ExternalIdentity
  /** The proof that it is theirs. */
  verificationId: string | null
  /** The account that was begun for it; absent: a new one. */
  accountId?: ExternalAccountId
}

/** The accounts that users have with providers. The caller holds the identity's lock, taken before any user's. */
export function createUserExternalAccounts(deps: UserExternalAccountsDeps) {
  const { clock, changes, claimIn, accounts, images, endSessions } = deps

  async function dropIn(tx: Db, scope: Scope, { id, pictureId }: ExternalAccount): Promise<void> {
    await deleteExternalAccount(tx, scope.instance.id, id)
    if (pictureId !== null) await images.deleteIn(tx, scope, pictureId)
  }

  /** What the provider has proven is the user's own; what somebody else has proven here stays theirs. */
  async function canTakeAddress(tx: Db, scope: Scope, userId: string, { profile }: ExternalIdentity) {
    const { email_address: email } = scope.instance.settings
    if (!email.enabled || profile.emailAddress === null || !profile.isEmailAddressVerified) return false
    return (await claimIn(tx, scope, [normalizeEmailAddress(profile.emailAddress)], { userId })).claimed
  }

  async function takeAddressIn(
    tx: Db,
    { instance }: Scope,
    user: User,
    { provider, profile }: ExternalIdentity,
  ): Promise<UserChange> {
    const emailAddress = normalizeEmailAddress(profile.emailAddress ?? '')
    const strategy = `from_oauth_${provider}`
    const known = user.emailAddresses.find((address) => address.emailAddress === emailAddress)
    const now = clock.now()
    if (known ? isVerified(known) : !isWelcomeAddress(instance, emailAddress)) return {}
    if (known) await markEmailAddressVerified(tx, instance.id, known.id, strategy, now)
    const id = known?.id ?? newId('identification')
    if (!known) {
      const address = { id, userId: user.id, emailAddress, verifiedBy: strategy, reserved: false, now }
      await insertEmailAddress(tx, instance.id, address)
    }
    return user.primaryEmailAddressId === null ? { primaryEmailAddressId: id } : {}
  }

  async function connectIn(tx: Db, scope: Scope, userId: string, input: ConnectInput): Promise<User> {
    const takesAddress = await canTakeAddress(tx, scope, userId, input.identity)
    return await changes.changeIn(tx, scope, userId, async (user) => {
      await accounts.confirmIn(tx, scope, user.id, input)
      return takesAddress ? await takeAddressIn(tx, scope, user, input.identity) : {}
    })
  }

  /**
   * The owner of an address comes in, on an account that somebody made with it and never proved: whatever that somebody
   * set up to come back by goes, or they would share the account from now on (“pre-hijacking”, Sudhodanan and Paverd,
   * USENIX Security 2022).
   */
  async function clearForOwnerIn(tx: Db, scope: Scope, userId: string, own: string): Promise<void> {
    await claimIn(tx, scope, [own], { userId })
    await changes.changeIn(
      tx,
      scope,
      userId,
      async (user) => {
        await endSessions(tx, scope, user.id)
        await deletePassword(tx, scope.instance.id, user.id)
        for (const { id } of user.web3Wallets) await deleteWeb3Wallet(tx, scope.instance.id, id)
        for (const account of user.externalAccounts) await dropIn(tx, scope, account)
        for (const { id, emailAddress } of user.emailAddresses)
          if (emailAddress !== own) await deleteEmailAddress(tx, scope.instance.id, id)
        const kept = user.emailAddresses.find((address) => address.emailAddress === own && isClaimed(address))
        return { primaryEmailAddressId: kept?.id ?? null, primaryWeb3WalletId: null, unsafeMetadata: {} }
      },
      { narrowed: true },
    )
  }

  return {
    connectExternalAccountIn: connectIn,

    clearForOwnerIn,

    /** Disconnects an account; `force`: an administrator’s way, also where it is the last one. */
    removeExternalAccountIn: (
      tx: Db,
      scope: Scope,
      userId: string,
      accountId: string,
      options: { force?: boolean } = {},
    ): Promise<User> =>
      changes.changeIn(tx, scope, userId, async (user) => {
        const account = ownAccount(user, accountId)
        const fault = options.force ? undefined : disconnectionFault(user, account, scope.instance)
        if (fault) throw new DomainError(fault)
        await dropIn(tx, scope, account)
        return {}
      }),
  }
}

function ownAccount(user: User, accountId: string): ExternalAccount {
  const account = user.externalAccounts.find(({ id }) => id === accountId)
  if (!account) throw new DomainError('resource_not_found')
  return account
}
