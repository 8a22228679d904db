/** The wallets of signed-in users, as they see to them themselves. */
import type { Web3Strategy } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { CallerSession, FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { ReverificationsService } from '../reverifications/index.ts'
import type { UsersService } from '../users/index.ts'
import { attemptFault } from '../verifications/index.ts'
import { normalizeWeb3Wallet, web3StrategiesFor } from './web3-address.policy.ts'
import type { Web3Proofs } from './web3-proofs.service.ts'
import { isVerifiedWallet, type Web3Wallet } from './web3-wallet.entity.ts'
import { findWeb3Wallet, setWeb3WalletVerification } from './web3-wallets.repository.ts'

export interface OwnWeb3WalletsDeps {
  db: Db
  users: UsersService
  reverifications: Pick<ReverificationsService, 'requireRecentProof'>
  web3Proofs: Web3Proofs
}

export interface AttemptOwnInput {
  strategy?: Web3Strategy | undefined
  signature: string | undefined
}

export type OwnWeb3WalletsService = ReturnType<typeof createOwnWeb3Wallets>

export function createOwnWeb3Wallets({ db, users, reverifications, web3Proofs }: OwnWeb3WalletsDeps) {
  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  /** Somebody else's wallet is as good as none. */
  async function get({ instance }: Scope, { userId }: CallerSession, id: string, from: Db = db) {
    const wallet = await findWeb3Wallet(from, instance.id, id)
    if (wallet?.userId !== userId) throw new DomainError('resource_not_found')
    return wallet
  }

  async function getOpen(scope: Scope, caller: CallerSession, id: string, from?: Db): Promise<Web3Wallet> {
    const wallet = await get(scope, caller, id, from)
    if (isVerifiedWallet(wallet)) throw new DomainError('verification_already_verified')
    return wallet
  }

  return {
    get: (scope: Scope, caller: CallerSession, id: string): Promise<Web3Wallet> => get(scope, caller, id),

    async list(scope: Scope, caller: CallerSession): Promise<readonly Web3Wallet[]> {
      return (await users.get(scope, caller.userId)).web3Wallets
    },

    /** Where existence is concealed, a wallet that is somebody else's is added like any other; only who signs with it is told. */
    async add(scope: Scope, caller: CallerSession, given: string): Promise<Web3Wallet> {
      const { settings } = scope.instance
      const web3Wallet = normalizeWeb3Wallet(given)
      if (!Object.values(settings.web3).includes(true))
        throw new DomainError('form_param_unknown', { param: 'web3_wallet' })
      if (web3Wallet === undefined || web3StrategiesFor(settings, web3Wallet).length === 0)
        throw new DomainError('form_param_format_invalid', { param: 'web3_wallet' })
      await reverifications.requireRecentProof(scope, caller)
      const hideOwner = settings.attack_protection.enumeration_protection
      const input = { web3Wallet, hideOwner }
      return await inTransaction((tx) => users.addWeb3WalletIn(tx, scope, caller.userId, input))
    },

    async remove(scope: Scope, caller: CallerSession, id: string): Promise<void> {
      await get(scope, caller, id)
      await reverifications.requireRecentProof(scope, caller)
      await inTransaction((tx) => users.removeWeb3WalletIn(tx, scope, caller.userId, id))
    },

    async prepare(
      scope: FrontendScope,
      caller: CallerSession,
      id: string,
      strategy: Web3Strategy,
    ): Promise<Web3Wallet> {
      return await inTransaction(async (tx) => {
        const { web3Wallet, verificationId } = await getOpen(scope, caller, id, tx)
        if (!web3StrategiesFor(scope.instance.settings, web3Wallet).includes(strategy))
          throw new DomainError('verification_strategy_invalid', { param: 'strategy' })
        const verification = await web3Proofs.startIn(tx, scope, {
          ...{ purpose: 'web3_wallet', ownerId: id, clientId: scope.client?.id },
          ...{ strategy, web3Wallet, verificationId },
        })
        await setWeb3WalletVerification(tx, scope.instance.id, id, verification.id)
        return await get(scope, caller, id, tx)
      })
    },

    /** Tries a signature. A wrong one is counted before it is refused. */
    async attempt(
      scope: FrontendScope,
      caller: CallerSession,
      id: string,
      { strategy, signature }: AttemptOwnInput,
    ): Promise<Web3Wallet> {
      const { verificationId } = await getOpen(scope, caller, id)
      if (!signature) throw new DomainError('form_param_nil', { param: 'signature' })
      const attempt = await inTransaction(async (tx) => {
        const owner = { purpose: 'web3_wallet', ownerId: id } as const
        const outcome = await web3Proofs.attemptIn(tx, scope, {
          ...owner,
          ...{ verificationId, strategy, signature },
        })
        if (outcome.outcome === 'verified') {
          const { strategy: provenBy } = outcome.verification
          await users.markWeb3WalletVerifiedIn(tx, scope, caller.userId, id, provenBy)
        }
        return outcome
      })
      const fault = attemptFault(attempt)
      if (fault) throw fault
      return await get(scope, caller, id)
    },
  }
}
