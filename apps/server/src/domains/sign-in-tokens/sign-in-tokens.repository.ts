import type { UserId } from '@keywright/contract'
import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { SignInToken } from './sign-in-token.entity.ts'

export async function insertSignInToken(
  db: Db,
  instanceId: string,
  token: { id: string; userId: string; tokenHash: Buffer; expireAt: Date; now: Date },
): Promise<SignInToken> {
  const row = await db
    .insertInto('sign_in_tokens')
    .values({
      instance_id: instanceId,
      id: token.id,
      user_id: token.userId,
      token_hash: token.tokenHash,
      status: 'pending',
      expire_at: token.expireAt,
      created_at: token.now,
      updated_at: token.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toSignInToken(row)
}

export async function findSignInTokenByHash(
  db: Db,
  instanceId: string,
  tokenHash: Buffer,
): Promise<SignInToken | undefined> {
  const row = await select(db, instanceId).where('token_hash', '=', tokenHash).executeTakeFirst()
  return row && toSignInToken(row)
}

/** Locks a ticket until the transaction ends: of two who show it at once, the second finds it used. */
export async function lockSignInTokenByHash(
  tx: Db,
  instanceId: string,
  tokenHash: Buffer,
): Promise<SignInToken | undefined> {
  const row = await select(tx, instanceId).where('token_hash', '=', tokenHash).forUpdate().executeTakeFirst()
  return row && toSignInToken(row)
}

export async function lockSignInToken(
  tx: Db,
  instanceId: string,
  id: string,
): Promise<SignInToken | undefined> {
  const row = await select(tx, instanceId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toSignInToken(row)
}

export async function settleSignInToken(
  tx: Db,
  instanceId: string,
  id: string,
  status: 'accepted' | 'revoked',
  now: Date,
): Promise<SignInToken> {
  const row = await tx
    .updateTable('sign_in_tokens')
    .set({ status, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toSignInToken(row)
}

/** Takes back every ticket of a user that nobody has used yet. */
export async function revokeSignInTokensOfUser(
  tx: Db,
  instanceId: string,
  userId: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('sign_in_tokens')
    .set({ status: 'revoked', updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .where('status', '=', 'pending')
    .execute()
}

function select(db: Db, instanceId: string) {
  return db.selectFrom('sign_in_tokens').selectAll().where('instance_id', '=', instanceId)
}

function toSignInToken(row: Selectable<Schema['sign_in_tokens']>): SignInToken {
  return {
    id: row.id,
    userId: row.user_id as UserId,
    status: row.status as SignInToken['status'],
    expireAt: row.expire_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
