import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { newToken } from '../../platform/random.ts'
import { hashToken } from '../../platform/secrets/seal.ts'
import type { Scope } from '../instances/index.ts'
import type { UsersService } from '../users/index.ts'
import type { SignInToken } from './sign-in-token.entity.ts'
import { ticketFault } from './sign-in-tokens.policy.ts'
import * as repository from './sign-in-tokens.repository.ts'

export interface SignInTokensDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'get'>
}

export type SignInTokensService = ReturnType<typeof createSignInTokensService>

/** Tickets with which a server signs a user in: single-use, bounded in time, revocable. */
export function createSignInTokensService({ db, clock, users }: SignInTokensDeps) {
  function requireGood(token: SignInToken | undefined): SignInToken {
    const fault = ticketFault(token, clock.now())
    if (fault) throw new DomainError(fault, { param: 'ticket' })
    if (!token) throw new DomainError('ticket_invalid_code', { param: 'ticket' })
    return token
  }

  return {
    /** Makes a ticket. It can be read here only. */
    async create(
      scope: Scope,
      input: { userId: string; expiresInSeconds: number },
    ): Promise<{ token: SignInToken; ticket: string }> {
      const user = await users.get(scope, input.userId)
      const ticket = newToken()
      const now = clock.now()
      const token = await repository.insertSignInToken(db, scope.instance.id, {
        id: newId('signInToken'),
        userId: user.id,
        tokenHash: hashToken(ticket),
        expireAt: new Date(now.getTime() + input.expiresInSeconds * 1000),
        now,
      })
      return { token, ticket }
    },

    revoke: ({ instance }: Scope, id: string): Promise<SignInToken> =>
      db.transaction().execute(async (tx) => {
        const token = await repository.lockSignInToken(tx, instance.id, id)
        if (!token) throw new DomainError('resource_not_found')
        if (token.status !== 'pending') throw new DomainError('sign_in_token_cannot_be_revoked_code')
        return await repository.settleSignInToken(tx, instance.id, id, 'revoked', clock.now())
      }),

    /** The account has another owner from now on. */
    revokeAllOfUserIn: (tx: Db, { instance }: Scope, userId: UserId): Promise<void> =>
      repository.revokeSignInTokensOfUser(tx, instance.id, userId, clock.now()),

    /** Reads what a ticket opens, without using it up: mail scanners and previews open URLs, too. */
    async inspect({ instance }: Scope, ticket: string): Promise<SignInToken> {
      return requireGood(await repository.findSignInTokenByHash(db, instance.id, hashToken(ticket)))
    },

    /** Uses a ticket up, in the transaction that signs the user in. */
    async acceptIn(tx: Db, { instance }: Scope, ticket: string): Promise<SignInToken> {
      const token = requireGood(await repository.lockSignInTokenByHash(tx, instance.id, hashToken(ticket)))
      return await repository.settleSignInToken(tx, instance.id, token.id, 'accepted', clock.now())
    },
  }
}
