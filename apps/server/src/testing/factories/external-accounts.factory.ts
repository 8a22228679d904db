import type { ExternalIdentity } from '../../domains/external-accounts/index.ts'
import type { Scope } from '../../domains/instances/index.ts'
import type { TestApp } from '../test-app.ts'
import { createUser } from './users.factory.ts'

let nextId = 1

/** Somebody at a provider whom no other test knows. */
export function newIdentity(change: Partial<ExternalIdentity> = {}): ExternalIdentity {
  return {
    provider: 'github',
    profile: {
      ...{ providerUserId: `factory-${nextId++}`, emailAddress: null, isEmailAddressVerified: false },
      ...{ username: null, firstName: null, lastName: null, imageUrl: null },
    },
    tokens: { accessToken: 'access', refreshToken: 'refresh', idToken: null, accessTokenExpiresAt: null },
    approvedScopes: 'read:user',
    ...change,
  }
}

/** A connected account, of a new user unless one is named. */
export async function connectAccount(
  app: Pick<TestApp, 'services' | 'scope' | 'db'>,
  input: { userId?: string; identity?: ExternalIdentity } = {},
  scope: Scope = app.scope,
): Promise<{ userId: string; accountId: string }> {
  const userId = input.userId ?? (await createUser(app, {}, scope)).id
  const identity = input.identity ?? newIdentity()
  const user = await app.db
    .transaction()
    .execute((tx) =>
      app.services.users.connectExternalAccountIn(tx, scope, userId, { identity, verificationId: null }),
    )
  const account = user.externalAccounts.at(-1)
  if (!account) throw new RangeError('the account was connected')
  return { userId, accountId: account.id }
}
