import type { IdentificationId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Scope } from '../instances/index.ts'
import {
  deleteWeb3Wallet,
  findWeb3Holder,
  findWeb3Wallet,
  insertWeb3Wallet,
  isVerifiedWallet,
  lockWeb3Claims,
  markWeb3WalletVerified,
  normalizeWeb3Wallet,
  type Web3Wallet,
} from '../web3-wallets/index.ts'
import type { User } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'
import { walletRemovalFault } from './ways-to-sign-in.policy.ts'

/** Unproven wallets a user may hold. */
const unverifiedWalletsMax = 10

export interface NewWallet {
  web3Wallet: string
  /** How it was proven. */
  verifiedBy: string
}

export interface AddWalletInput {
  web3Wallet: string
  /** Say nothing about whether it is somebody else's; it stays theirs whatever happens. */
  hideOwner: boolean
}

export interface UserWalletsDeps {
  db: Db
  clock: Clock
  changes: UserChanges
}

export type UserWallets = ReturnType<typeof createUserWallets>

/** The wallets of a user: added, proven, removed. */
export function createUserWallets({ db, clock, changes }: UserWalletsDeps) {
  /** One without a proof may be added as long as it is nobody's own. */
  async function insertOpenIn(tx: Db, { instance }: Scope, user: User, input: AddWalletInput): Promise<void> {
    const { web3Wallet, hideOwner } = input
    if (user.web3Wallets.filter((wallet) => !isVerifiedWallet(wallet)).length >= unverifiedWalletsMax)
      throw new DomainError('too_many_unverified_identifications', { param: 'web3_wallet' })
    if (!hideOwner && (await findWeb3Holder(tx, instance.id, web3Wallet))) throw walletExists()
    const id = newId('identification')
    const wallet = { id, userId: user.id, web3Wallet, verifiedBy: undefined, now: clock.now() }
    if (!(await insertWeb3Wallet(tx, instance.id, wallet))) throw walletExists()
  }

  async function removeWeb3WalletIn(tx: Db, scope: Scope, userId: string, walletId: string): Promise<User> {
    return await changes.changeIn(tx, scope, userId, async (user) => {
      const own = ownWallet(user, (wallet) => wallet.id === walletId)
      const fault = walletRemovalFault(user, own, scope.instance)
      if (fault) throw new DomainError(fault)
      const { id } = own
      await deleteWeb3Wallet(tx, scope.instance.id, id)
      if (user.primaryWeb3WalletId !== id) return {}
      const next = user.web3Wallets.find((wallet) => wallet.id !== id && isVerifiedWallet(wallet))
      return { primaryWeb3WalletId: next?.id ?? null }
    })
  }

  return {
    /** Proven wallets of a user who is being created, the first of which becomes the primary one: its id. */
    async addNewIn(
      tx: Db,
      { instance }: Scope,
      userId: UserId,
      given: readonly NewWallet[],
    ): Promise<IdentificationId | undefined> {
      const wallets = given.map(({ web3Wallet, verifiedBy }, index) => ({
        ...{ id: newId('identification'), userId, verifiedBy, web3Wallet: requireAddress(web3Wallet) },
        // A millisecond apart, so that they are listed in the order they were given.
        now: new Date(clock.now().getTime() + index),
      }))
      await lockWeb3Claims(
        tx,
        instance.id,
        wallets.map(({ web3Wallet }) => web3Wallet),
      )
      for (const wallet of wallets)
        if (!(await insertWeb3Wallet(tx, instance.id, wallet))) throw walletExists()
      return wallets[0]?.id
    },

    /** Adds a wallet that its user has yet to sign with. Added already and not proven yet, it is the same one. */
    async addWeb3WalletIn(tx: Db, scope: Scope, userId: string, input: AddWalletInput): Promise<Web3Wallet> {
      const web3Wallet = requireAddress(input.web3Wallet)
      const user = await changes.changeIn(tx, scope, userId, async (before) => {
        const own = before.web3Wallets.find((wallet) => wallet.web3Wallet === web3Wallet)
        if (own && isVerifiedWallet(own)) throw walletExists()
        if (own) return undefined
        await insertOpenIn(tx, scope, before, { ...input, web3Wallet })
        return {}
      })
      return ownWallet(user, (wallet) => wallet.web3Wallet === web3Wallet)
    },

    /** The user has signed with a wallet: it is theirs alone from now on. Refused when somebody else was first. */
    async markWeb3WalletVerifiedIn(
      tx: Db,
      scope: Scope,
      userId: string,
      walletId: string,
      strategy: string,
    ): Promise<User> {
      const { instance } = scope
      const wallet = await findWeb3Wallet(tx, instance.id, walletId)
      if (wallet?.userId !== userId) throw new DomainError('resource_not_found')
      await lockWeb3Claims(tx, instance.id, [wallet.web3Wallet])
      const holder = await findWeb3Holder(tx, instance.id, wallet.web3Wallet)
      if (holder !== undefined && holder !== userId) throw new DomainError('identification_claimed')
      return await changes.changeIn(tx, scope, userId, async (user) => {
        const { id } = ownWallet(user, (own) => own.id === walletId)
        await markWeb3WalletVerified(tx, instance.id, id, strategy, clock.now())
        return user.primaryWeb3WalletId === null ? { primaryWeb3WalletId: id } : {}
      })
    },

    removeWeb3WalletIn,

    /** `removeWeb3WalletIn` in a transaction of its own. */
    removeWeb3Wallet: (scope: Scope, userId: string, walletId: string): Promise<User> =>
      db.transaction().execute((tx) => removeWeb3WalletIn(tx, scope, userId, walletId)),
  }
}

/** What stands for a user must be theirs, and proven. */
export function requireOwnWallet(user: User, walletId: string | null | undefined): void {
  if (!walletId) return
  const wallet = user.web3Wallets.find(({ id }) => id === walletId)
  if (!wallet) throw new DomainError('resource_not_found', { param: 'primary_web3_wallet_id' })
  if (!isVerifiedWallet(wallet))
    throw new DomainError('form_verification_needed', { param: 'primary_web3_wallet_id' })
}

function ownWallet(user: User, isIt: (wallet: Web3Wallet) => boolean): Web3Wallet {
  const wallet = user.web3Wallets.find(isIt)
  if (!wallet) throw new DomainError('resource_not_found')
  return wallet
}

function requireAddress(text: string): string {
  const web3Wallet = normalizeWeb3Wallet(text)
  if (web3Wallet === undefined) throw new DomainError('form_param_format_invalid', { param: 'web3_wallet' })
  return web3Wallet
}

function walletExists(): DomainError {
  return new DomainError('form_identifier_exists', { param: 'web3_wallet' })
}
