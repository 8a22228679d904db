import type { Db } from '../../platform/db/database.ts'

export interface StoredImage {
  contentType: string
  bytes: Uint8Array
}

export async function insertImage(
  db: Db,
  instanceId: string,
  id: string,
  { contentType, bytes }: StoredImage,
  now: Date,
): Promise<void> {
  await db
    .insertInto('images')
    .values({
      instance_id: instanceId,
      id,
      content_type: contentType,
      bytes: Buffer.from(bytes),
      created_at: now,
    })
    .execute()
}

export async function findImage(db: Db, instanceId: string, id: string): Promise<StoredImage | undefined> {
  const row = await db
    .selectFrom('images')
    .select(['content_type', 'bytes'])
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { contentType: row.content_type, bytes: row.bytes }
}

export async function deleteImage(db: Db, instanceId: string, id: string): Promise<void> {
  await db.deleteFrom('images').where('instance_id', '=', instanceId).where('id', '=', id).execute()
}
