import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

export interface NewPayload {
  nonceHash: Buffer
  sealedDirectives: Buffer
  expireAt: Date
  now: Date
}

export async function insertPayload(db: Db, instanceId: string, payload: NewPayload): Promise<void> {
  await db
    .insertInto('handshake_payloads')
    .values({
      instance_id: instanceId,
      nonce_hash: payload.nonceHash,
      sealed_directives: payload.sealedDirectives,
      expire_at: payload.expireAt,
      created_at: payload.now,
    })
    .execute()
}

/** Reads a payload for the first time, or again since `retriesSince`. One statement, so that two readers cannot both be first. */
export async function readPayload(
  db: Db,
  instanceId: string,
  nonceHash: Buffer,
  { now, retriesSince }: { now: Date; retriesSince: Date },
): Promise<Buffer | undefined> {
  const row = await db
    .updateTable('handshake_payloads')
    .set({ first_read_at: sql<Date>`coalesce(first_read_at, ${now})` })
    .where('instance_id', '=', instanceId)
    .where('nonce_hash', '=', nonceHash)
    .where('expire_at', '>', now)
    .where(sql<SqlBool>`coalesce(first_read_at, ${now}) > ${retriesSince}`)
    .returning('sealed_directives')
    .executeTakeFirst()
  return row?.sealed_directives
}

/** Deletes what nobody can use any more. */
export async function deleteExpired(db: Db, instanceId: string, now: Date): Promise<void> {
  await db
    .deleteFrom('handshake_payloads')
    .where('instance_id', '=', instanceId)
    .where('expire_at', '<=', now)
    .execute()
  await db
    .deleteFrom('session_refresh_tokens')
    .where('instance_id', '=', instanceId)
    .where('expire_at', '<=', now)
    .execute()
}
