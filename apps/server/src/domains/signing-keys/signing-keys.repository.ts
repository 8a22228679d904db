import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { PublicJwk, SigningAlgorithm, SigningKeyId, StoredKey } from './signing-key.entity.ts'

/** One process at a time decides which key an instance signs with; the lock ends with the transaction. */
export async function lockKeys(tx: Db, instanceId: string): Promise<void> {
  await tx.selectFrom('instances').select('id').where('id', '=', instanceId).forNoKeyUpdate().execute()
}

/** As it is stored now: what a process has in memory of the settings may be a moment old. */
export async function findWantedAlgorithm(db: Db, instanceId: string): Promise<SigningAlgorithm> {
  const row = await db
    .selectFrom('instance_settings')
    .select(sql<string | null>`document #>> '{tokens,signing_algorithm}'`.as('algorithm'))
    .where('instance_id', '=', instanceId)
    .executeTakeFirst()
  return row?.algorithm === 'ES256' ? 'ES256' : 'RS256'
}

export async function findActiveKey(db: Db, instanceId: string): Promise<StoredKey | undefined> {
  const row = await db
    .selectFrom('signing_keys')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row && toStoredKey(row)
}

/** Public keys that verify what was signed and is still valid; the one that signs comes first. */
export async function listPublicKeys(db: Db, instanceId: string, now: Date): Promise<PublicJwk[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .select('public_jwk')
    .where('instance_id', '=', instanceId)
    .where(({ eb, or }) => or([eb('status', '=', 'active'), eb('retire_at', '>', now)]))
    .orderBy(sql`status <> 'active'`)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => row.public_jwk as unknown as PublicJwk)
}

export async function insertActiveKey(tx: Db, instanceId: string, key: StoredKey, now: Date): Promise<void> {
  await tx
    .insertInto('signing_keys')
    .values({
      instance_id: instanceId,
      id: key.kid,
      algorithm: key.algorithm,
      public_jwk: JSON.stringify(key.publicJwk),
      sealed_private_key: key.sealedPrivateKey,
      status: 'active',
      created_at: now,
    })
    .execute()
}

/** Lets the active key, if there is one, verify until the given time and sign no more. */
export async function retireActiveKey(tx: Db, instanceId: string, retireAt: Date): Promise<void> {
  await tx
    .updateTable('signing_keys')
    .set({ status: 'retiring', retire_at: retireAt })
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'active')
    .execute()
}

/** Takes from every retiring key the time it had left: what they signed counts no more. */
export async function endRetiringKeys(tx: Db, instanceId: string, now: Date): Promise<void> {
  await tx
    .updateTable('signing_keys')
    .set({ retire_at: now })
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'retiring')
    .where('retire_at', '>', now)
    .execute()
}

/** Deletes keys whose time is over; returns their ids. */
export async function deleteRetiredKeys(tx: Db, instanceId: string, now: Date): Promise<string[]> {
  const rows = await tx
    .deleteFrom('signing_keys')
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'retiring')
    .where('retire_at', '<=', now)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

function toStoredKey(row: Selectable<Schema['signing_keys']>): StoredKey {
  return {
    kid: row.id as SigningKeyId,
    algorithm: row.algorithm as SigningAlgorithm,
    publicJwk: row.public_jwk as unknown as PublicJwk,
    sealedPrivateKey: row.sealed_private_key,
  }
}
