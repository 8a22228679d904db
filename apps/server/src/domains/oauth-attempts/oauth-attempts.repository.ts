import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { OAuthAttempt } from './oauth-attempt.entity.ts'

export interface StoredAttempt extends OAuthAttempt {
  sealedSecrets: Buffer
  sealedResult: Buffer | null
}

export async function insertAttempt(
  tx: Db,
  instanceId: string,
  attempt: Omit<StoredAttempt, 'sealedResult' | 'usedAt'> & { stateHash: Buffer; now: Date },
): Promise<void> {
  await tx
    .insertInto('oauth_attempts')
    .values({
      instance_id: instanceId,
      id: attempt.id,
      provider: attempt.provider,
      state_hash: attempt.stateHash,
      sealed_secrets: attempt.sealedSecrets,
      redirect_uri: attempt.redirectUri,
      action_complete_redirect_url: attempt.actionCompleteRedirectUrl,
      is_native: attempt.isNative,
      expire_at: attempt.expireAt,
      created_at: attempt.now,
    })
    .execute()
}

export async function findAttemptByState(
  db: Db,
  instanceId: string,
  stateHash: Buffer,
): Promise<StoredAttempt | undefined> {
  const row = await select(db, instanceId).where('state_hash', '=', stateHash).executeTakeFirst()
  return row && toAttempt(row)
}

export async function findAttempt(
  db: Db,
  instanceId: string,
  id: string,
): Promise<StoredAttempt | undefined> {
  const row = await select(db, instanceId).where('id', '=', id).executeTakeFirst()
  return row && toAttempt(row)
}

/** Uses the way back up; `false` when somebody else came by it first. */
export async function useAttempt(db: Db, instanceId: string, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('oauth_attempts')
    .set({ used_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expire_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps who came back until an account takes it over; `null` forgets it. */
export async function saveResult(
  db: Db,
  instanceId: string,
  id: string,
  result: { sealedResult: Buffer; expireAt: Date; nonceHash?: Buffer } | null,
): Promise<void> {
  await db
    .updateTable('oauth_attempts')
    .set({
      sealed_result: result?.sealedResult ?? null,
      nonce_hash: result?.nonceHash ?? null,
      ...(result && { expire_at: result.expireAt }),
    })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

export async function findAttemptByNonce(
  db: Db,
  instanceId: string,
  nonceHash: Buffer,
): Promise<StoredAttempt | undefined> {
  const row = await select(db, instanceId).where('nonce_hash', '=', nonceHash).executeTakeFirst()
  return row && toAttempt(row)
}

/** A nonce counts once; `false` when somebody else came by it first. */
export async function forgetNonce(
  db: Db,
  instanceId: string,
  id: string,
  nonceHash: Buffer,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('oauth_attempts')
    .set({ nonce_hash: null })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .where('nonce_hash', '=', nonceHash)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteAttemptsExpiredBefore(db: Db, instanceId: string, before: Date): Promise<void> {
  await db
    .deleteFrom('oauth_attempts')
    .where('instance_id', '=', instanceId)
    .where('expire_at', '<', before)
    .execute()
}

function select(db: Db, instanceId: string) {
  return db.selectFrom('oauth_attempts').selectAll().where('instance_id', '=', instanceId)
}

function toAttempt(row: Selectable<Schema['oauth_attempts']>): StoredAttempt {
  return {
    id: row.id,
    provider: row.provider,
    redirectUri: row.redirect_uri,
    actionCompleteRedirectUrl: row.action_complete_redirect_url,
    isNative: row.is_native,
    usedAt: row.used_at,
    expireAt: row.expire_at,
    sealedSecrets: row.sealed_secrets,
    sealedResult: row.sealed_result,
  }
}
