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

/** Where a picture comes from: one provider, as one instance knows it. */
export type PictureSource = Pick<DuePicture, 'instanceId' | 'provider'>

/** Takes the picture that has been due for longest, of all instances and from none of these sources, and leases it. */
export async function claimDuePicture(
  db: Db,
  { now, leaseUntil, besides }: { now: Date; leaseUntil: Date; besides: readonly PictureSource[] },
): Promise<DuePicture | undefined> {
  const instanceIds = besides.map(({ instanceId }) => instanceId)
  const providers = besides.map(({ provider }) => provider)
  const due = db
    .selectFrom('external_accounts')
    .select(['instance_id', 'id'])
    .where('picture_due_at', '<=', now)
    .where(
      sql<boolean>`(instance_id, provider) not in (
        select * from unnest(${instanceIds}::text[], ${providers}::text[]))`,
    )
    .orderBy('picture_due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
  const row = await db
    .updateTable('external_accounts as x')
    .from(due.as('due'))
    .set({ picture_attempts: sql`x.picture_attempts + 1`, picture_due_at: leaseUntil })
    .whereRef('x.instance_id', '=', 'due.instance_id')
    .whereRef('x.id', '=', 'due.id')
    .returning(['x.instance_id', 'x.id', 'x.user_id', 'x.provider', 'x.image_url', 'x.picture_attempts'])
    .executeTakeFirst()
  return (
    row && {
      instanceId: row.instance_id,
      accountId: row.id,
      userId: row.user_id,
      provider: row.provider,
      imageUrl: row.image_url ?? '',
      attempts: row.picture_attempts,
    }
  )
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
