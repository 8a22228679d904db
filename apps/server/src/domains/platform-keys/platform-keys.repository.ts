import type { Db } from '../../platform/db/database.ts'

/** A key of the Platform API as it is stored. */
export interface PlatformKeyRecord {
  id: string
  secretHash: Buffer
  sealedSecret: Buffer
  now: Date
}

/** The newest key that counts, still sealed. */
export async function findNewestPlatformKey(
  db: Db,
): Promise<{ id: string; sealedSecret: Buffer } | undefined> {
  const row = await db
    .selectFrom('platform_keys')
    .select(['id', 'sealed_secret'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, sealedSecret: row.sealed_secret }
}

export async function hasPlatformKey(db: Db, secretHash: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom('platform_keys')
    .select('id')
    .where('secret_hash', '=', secretHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** One process at a time makes the first key; the lock ends with the transaction. */
export async function lockPlatformKeys(tx: Db): Promise<void> {
  await tx.selectFrom('event_epoch').select('epoch').forUpdate().execute()
}

export async function insertPlatformKey(tx: Db, key: PlatformKeyRecord): Promise<void> {
  await tx
    .insertInto('platform_keys')
    .values({ id: key.id, secret_hash: key.secretHash, sealed_secret: key.sealedSecret, created_at: key.now })
    .execute()
}
