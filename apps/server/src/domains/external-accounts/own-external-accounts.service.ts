/** The accounts of signed-in users with providers, as they see to them themselves. */
import type { ExternalAccountId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { type CallerSession, callerOf, type FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type {
  BeginInput,
  ConfirmIdentity,
  OAuthAttemptsService,
  PlannedAttempt,
} from '../oauth-attempts/index.ts'
import type { ReverificationsService } from '../reverifications/index.ts'
import type { User, UsersService } from '../users/index.ts'
import type { Verification, VerificationsService } from '../verifications/index.ts'
import { type ExternalAccount, type ExternalIdentity, isConnected } from './external-account.entity.ts'
import * as repository from './external-accounts.repository.ts'
import type { OAuthTokensService } from './oauth-tokens.service.ts'
import type { Recognise } from './recognition.service.ts'

export interface OwnExternalAccountsDeps {
  db: Db
  clock: Clock
  users: UsersService
  verifications: VerificationsService
  attempts: OAuthAttemptsService
  recognise: Recognise
  oauthTokens: OAuthTokensService
  reverifications: Pick<ReverificationsService, 'requireRecentProof'>
}

export type OwnExternalAccountsService = ReturnType<typeof createOwnExternalAccounts>

export function createOwnExternalAccounts(deps: OwnExternalAccountsDeps) {
  const { db, clock, users, verifications, attempts, recognise, oauthTokens, reverifications } = deps

  /** Somebody else's account is as good as none. */
  async function get({ instance }: Scope, { userId }: CallerSession, id: string, from: Db = db) {
    const account = await repository.findExternalAccount(from, instance.id, id)
    if (account?.userId !== userId) throw new DomainError('resource_not_found')
    return account
  }

  async function beginIn(
    tx: Tx,
    scope: FrontendScope,
    accountId: ExternalAccountId,
    planned: PlannedAttempt,
  ): Promise<ExternalAccount> {
    const { id: clientId } = await scope.ensureClient()
    const owner = { purpose: 'external_account', ownerId: accountId, clientId } as const
    const verification = await attempts.beginIn(tx, scope, planned, owner)
    await repository.setAccountVerification(tx, scope.instance.id, accountId, verification.id)
    return await get(scope, callerOf(scope), accountId, tx)
  }

  /** The account that a way to a provider was begun for, if its user still wants it, here. */
  async function findWaiting(tx: Tx, scope: FrontendScope, { id, ownerId }: Verification) {
    const account = await repository.findExternalAccount(tx, scope.instance.id, ownerId)
    const isTheirs = account && account.userId === scope.session?.userId
    if (!isTheirs || account.verificationId !== id) throw new DomainError('client_state_invalid')
    return account
  }

  async function confirmIn(
    tx: Tx,
    scope: FrontendScope,
    verification: Verification,
    identity: ExternalIdentity,
  ): Promise<void> {
    const recognition = await recognise(tx, scope, identity)
    const account = await findWaiting(tx, scope, verification)
    if (recognition.kind === 'connected' && recognition.account.id !== account.id) {
      const isOwn = recognition.userId === account.userId
      throw new DomainError(isOwn ? 'oauth_account_already_connected' : 'oauth_identification_claimed')
    }
    // Reconnecting must not quietly put another account in the place of the one that is known.
    if (isConnected(account) && account.providerUserId !== identity.profile.providerUserId)
      throw new DomainError('oauth_account_mismatch')
    const input = { identity, verificationId: verification.id, accountId: account.id }
    await users.connectExternalAccountIn(tx, scope, account.userId, input)
    await verifications.settleExternalIn(tx, scope, verification.id, { status: 'verified', error: null })
  }

  return {
    async create(
      scope: FrontendScope,
      caller: CallerSession,
      strategy: string,
      input: BeginInput,
    ): Promise<ExternalAccount> {
      await reverifications.requireRecentProof(scope, caller)
      const planned = await attempts.plan(scope, strategy, input)
      const { provider } = planned.open.connection
      return await db.transaction().execute(async (tx) => {
        const id = newId('externalAccount')
        await users.changeUserIn(tx, scope, caller.userId, async () => {
          await repository.deletePendingAccounts(tx, scope.instance.id, caller.userId, provider)
          await repository.insertPendingAccount(tx, scope.instance.id, {
            ...{ id, userId: caller.userId, provider, verificationId: null, now: clock.now() },
            identificationId: newId('identification'),
          })
          return {}
        })
        return await beginIn(tx, scope, id, planned)
      })
    },

    async reauthorize(
      scope: FrontendScope,
      caller: CallerSession,
      id: string,
      input: BeginInput,
    ): Promise<ExternalAccount> {
      const account = await get(scope, caller, id)
      // To finish what was begun is to add a way to sign in, as beginning it was.
      if (!isConnected(account)) await reverifications.requireRecentProof(scope, caller)
      const planned = await attempts.plan(scope, `oauth_${account.provider}`, input)
      return await db.transaction().execute((tx) => beginIn(tx, scope, account.id, planned))
    },

    async remove(scope: Scope, caller: CallerSession, id: string): Promise<void> {
      const account = await get(scope, caller, id)
      await reverifications.requireRecentProof(scope, caller)
      const tokens = await oauthTokens.find(scope, account)
      await db
        .transaction()
        .execute((tx) => users.removeExternalAccountIn(tx, scope, caller.userId, account.id))
      if (tokens) await oauthTokens.revoke(scope, account, tokens)
    },

    /** An administrator’s way: also where the user cannot sign in any more afterwards. */
    removeOf: (scope: Scope, userId: string, id: string): Promise<User> =>
      db.transaction().execute((tx) => users.removeExternalAccountIn(tx, scope, userId, id, { force: true })),

    /** Gives the tokens back; the account stays connected. */
    async revokeTokens(scope: Scope, caller: CallerSession, id: string): Promise<User> {
      await oauthTokens.giveBack(scope, await get(scope, caller, id))
      return await users.get(scope, caller.userId)
    },

    /** Somebody came back from the provider. */
    confirm: (async (scope, verification, identity) => {
      await db.transaction().execute((tx) => confirmIn(tx, scope, verification, identity))
      return { isComplete: true, sessionId: null }
    }) satisfies ConfirmIdentity as ConfirmIdentity,
  }
}
