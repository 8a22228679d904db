import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Scope } from '../instances/index.ts'
import { type OAuthClient, type ProviderAccess, whatFailed } from '../oauth-attempts/index.ts'
import { findEnabledConnection } from '../oauth-connections/index.ts'
import type { UsersService } from '../users/index.ts'
import { type ExternalAccount, isConnected, type ProviderTokens } from './external-account.entity.ts'
import * as repository from './external-accounts.repository.ts'
import type { TokenVault } from './token-vault.ts'

export interface OAuthTokensDeps {
  db: Db
  clock: Clock
  log: Log
  users: Pick<UsersService, 'get'>
  tokens: TokenVault
  access: ProviderAccess
  client: OAuthClient
}

/** A token that ends sooner than its user can use it is renewed before. */
const leewayMilliseconds = 60_000

export type OAuthTokensService = ReturnType<typeof createOAuthTokens>

/** The tokens that providers gave for users: kept sealed, renewed when they are asked for, given back at the end. */
export function createOAuthTokens({ db, clock, log, users, tokens, access, client }: OAuthTokensDeps) {
  async function findSealed({ instance }: Scope, { id }: ExternalAccount) {
    const sealed = await repository.findSealedTokens(db, instance.id, id)
    return sealed && { sealed, opened: tokens.openTokens(sealed, instance.id, id) }
  }

  function isFresh({ accessTokenExpiresAt: end }: ProviderTokens): boolean {
    return end === null || end.getTime() - leewayMilliseconds > clock.now().getTime()
  }

  const underWay = new Map<string, Promise<ProviderTokens>>()

  /** Renewed once for all who ask at the same moment: a refresh token may count once. */
  async function renewOnce(scope: Scope, account: ExternalAccount): Promise<ProviderTokens> {
    const key = `${scope.instance.id} ${account.id}`
    const begun = underWay.get(key) ?? renew(scope, account).finally(() => underWay.delete(key))
    underWay.set(key, begun)
    return await begun
  }

  /** What another server may be about to write, who was faster. */
  async function findRenewed(scope: Scope, account: ExternalAccount): Promise<ProviderTokens | undefined> {
    for (const milliseconds of [0, 200, 800]) {
      await setTimeout(milliseconds)
      const found = await findSealed(scope, account)
      if (found && isFresh(found.opened)) return found.opened
    }
    return undefined
  }

  async function renew(scope: Scope, account: ExternalAccount): Promise<ProviderTokens> {
    const found = await findSealed(scope, account)
    if (!found) throw new DomainError('oauth_missing_access_token')
    if (isFresh(found.opened)) return found.opened
    const { refreshToken } = found.opened
    if (refreshToken === null) throw new DomainError('oauth_missing_refresh_token')
    const renewed = await request(scope, account, found.opened, refreshToken).catch(
      async (cause: unknown) => {
        const faster = await findRenewed(scope, account)
        if (faster) return faster
        log.warn(
          { instance: scope.instance.slug, ...whatFailed(cause) },
          'a provider’s token could not be renewed',
        )
        throw new DomainError('oauth_token_retrieval_error', { cause })
      },
    )
    const after = tokens.sealTokens(renewed, scope.instance.id, account.id)
    const change = { before: found.sealed, after, expiresAt: renewed.accessTokenExpiresAt }
    await repository.replaceTokens(db, scope.instance.id, account.id, change)
    return renewed
  }

  async function request(
    scope: Scope,
    account: ExternalAccount,
    before: ProviderTokens,
    refreshToken: string,
  ) {
    return await client.refresh(await access.open(scope, `oauth_${account.provider}`), before, refreshToken)
  }

  /** As far as the provider can. That it cannot keeps nobody from leaving it. */
  async function revoke(scope: Scope, account: ExternalAccount, held: ProviderTokens): Promise<void> {
    try {
      const open = await access.open(scope, `oauth_${account.provider}`)
      await client.revoke(open, held.refreshToken ?? held.accessToken)
    } catch (error) {
      log.warn(
        { instance: scope.instance.slug, ...whatFailed(error) },
        'a provider’s token could not be revoked',
      )
    }
  }

  return {
    find: async (scope: Scope, account: ExternalAccount): Promise<ProviderTokens | undefined> =>
      (await findSealed(scope, account))?.opened,

    revoke,

    async giveBack(scope: Scope, account: ExternalAccount): Promise<void> {
      const found = await findSealed(scope, account)
      if (!found) return
      await repository.replaceTokens(db, scope.instance.id, account.id, {
        ...{ before: found.sealed, after: null, expiresAt: null },
      })
      await revoke(scope, account, found.opened)
    },

    /** The tokens of a user for a provider: `oauth_google`, or `google`. Accounts without one are left out. */
    async list(
      scope: Scope,
      userId: string,
      provider: string,
    ): Promise<{ account: ExternalAccount; tokens: ProviderTokens }[]> {
      const strategy = provider.startsWith('oauth_') ? provider : `oauth_${provider}`
      const { externalAccounts } = await users.get(scope, userId)
      if (!findEnabledConnection(scope.instance, strategy))
        throw new DomainError('oauth_token_provider_not_enabled')
      const own = externalAccounts.filter(
        (account) => isConnected(account) && `oauth_${account.provider}` === strategy,
      )
      const held = []
      for (const account of own) if (await findSealed(scope, account)) held.push(account)
      return await Promise.all(
        held.map(async (account) => ({ account, tokens: await renewOnce(scope, account) })),
      )
    },
  }
}
