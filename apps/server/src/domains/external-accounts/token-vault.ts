import type { Vault } from '../../platform/secrets/seal.ts'
import type { ExternalIdentity, ProviderTokens } from './external-account.entity.ts'

export type TokenVault = ReturnType<typeof createTokenVault>

/** Seals what providers gave us: under the account it is for, or under the attempt that brought it. */
export function createTokenVault(vault: Vault) {
  return {
    sealTokens: (tokens: ProviderTokens, instanceId: string, accountId: string): Buffer =>
      vault.seal(JSON.stringify(tokens), `external_account:${instanceId}:${accountId}`),

    openTokens(sealed: Buffer, instanceId: string, accountId: string): ProviderTokens {
      const text = vault.open(sealed, `external_account:${instanceId}:${accountId}`).toString('utf8')
      return withDate(JSON.parse(text) as ProviderTokens)
    },

    sealIdentity: (identity: ExternalIdentity, instanceId: string, attemptId: string): Buffer =>
      vault.seal(JSON.stringify(identity), `oauth_result:${instanceId}:${attemptId}`),

    openIdentity(sealed: Buffer, instanceId: string, attemptId: string): ExternalIdentity {
      const text = vault.open(sealed, `oauth_result:${instanceId}:${attemptId}`).toString('utf8')
      const identity = JSON.parse(text) as ExternalIdentity
      return { ...identity, tokens: identity.tokens && withDate(identity.tokens) }
    },
  }
}

/** Times are texts in JSON. */
function withDate(tokens: ProviderTokens): ProviderTokens {
  const { accessTokenExpiresAt: time } = tokens
  return { ...tokens, accessTokenExpiresAt: time === null ? null : new Date(time) }
}
