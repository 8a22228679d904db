/** Pictures that are still to be fetched from providers. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

export interface DuePicture {
  instanceId: string
  accountId: string
  userId: string
  provider: string
  imageUrl: string
  /** How often it was tried, this time too. */
  attempts: number
}

/** Takes pictures that are due, of all instances, and leases them to this process. */
export async function claimDuePictures(
  db: Db,
  { now, leaseUntil, limit }: { now: Date; leaseUntil: Date; limit: number },
): Promise<DuePicture[]> {
  const due = db
    .selectFrom('external_accounts')
    .select(['instance_id', 'id'])
    .where('picture_due_at', '<=', now)
    .orderBy('picture_due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const rows = await db
    .updateTable('external_accounts as x')
    .from(due.as('due'))
    .set({ picture_attempts: sql`x.picture_attempts + 1`, picture_due_at: leaseUntil })
    .whereRef('x.instance_id', '=', 'due.instance_id')
    .whereRef('x.id', '=', 'due.id')
    .returning(['x.instance_id', 'x.id', 'x.user_id', 'x.provider', 'x.image_url', 'x.picture_attempts'])
    .execute()
  return rows.map((row) => ({
    instanceId: row.instance_id,
    accountId: row.id,
    userId: row.user_id,
    provider: row.provider,
    imageUrl: row.image_url ?? '',
    attempts: row.picture_attempts,
  }))
}

/** Ends the lease: due again at the given time, or never. Another address meanwhile has a plan of its own. */
export async function planAgain(db: Db, picture: DuePicture, dueAt: Date | null): Promise<void> {
  await db
    .updateTable('external_accounts')
    .set({ picture_due_at: dueAt })
    .where('instance_id', '=', picture.instanceId)
    .where('id', '=', picture.accountId)
    .where('image_url', '=', picture.imageUrl)
    .execute()
}

export async function savePicture(
  tx: Db,
  picture: DuePicture,
  kept: { pictureId: string; givenImageId: string | null },
): Promise<void> {
  await tx
    .updateTable('external_accounts')
    .set({ picture_id: kept.pictureId, given_image_id: kept.givenImageId })
    .where('instance_id', '=', picture.instanceId)
    .where('id', '=', picture.accountId)
    .execute()
}
