import { DomainError } from '../../platform/domain-error.ts'
import type { ExternalIdentity } from '../external-accounts/index.ts'
import type { Scope } from '../instances/index.ts'
import { readProfile } from '../oauth-providers/index.ts'
import type { VerifyIdToken } from './id-token.ts'
import type { ProviderAccess } from './provider-access.service.ts'

/** Strategies in which a provider’s own script or SDK gave the app an ID token, and the provider each is of. */
const providers: Readonly<Record<string, string>> = {
  google_one_tap: 'google',
  oauth_token_google: 'google',
  oauth_token_apple: 'apple',
}

export interface VerifyToken {
  (scope: Scope, strategy: string, token: string | undefined): Promise<ExternalIdentity>
  isFor(strategy: string): boolean
}

/** Reads who an ID token is of. It carries no nonce of ours: what it says counts for as long as it lives, and for our client id alone. */
export function createVerifyToken({
  access,
  verifyIdToken,
}: {
  access: ProviderAccess
  verifyIdToken: VerifyIdToken
}): VerifyToken {
  async function verifyToken(scope: Scope, strategy: string, token: string | undefined) {
    if (token === undefined) throw new DomainError('form_param_missing', { param: 'token' })
    const key = providers[strategy]
    const open = await access.open(scope, `oauth_${key}`)
    if (!open.connection.authenticatable) throw new DomainError('oauth_non_authenticatable_provider')
    const audiences = open.provider.nativeAudiences?.(open.connection.options) ?? []
    try {
      const claims = await verifyIdToken(open, token, { nonce: undefined, audiences })
      const profile = readProfile(open.provider, { claims, profile: {}, tokens: {}, callback: {} })
      return { provider: open.connection.provider, profile, tokens: null, approvedScopes: '' }
    } catch (cause) {
      throw new DomainError('oauth_token_exchange_error', { param: 'token', cause })
    }
  }
  return Object.assign(verifyToken, { isFor: (strategy: string) => Object.hasOwn(providers, strategy) })
}
