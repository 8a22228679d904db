import type { InstanceId } from '@keywright/contract'
import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { RedirectUrl } from './redirect-url.entity.ts'

export interface PageRequest {
  limit: number
  offset: number
}

export async function insertRedirectUrl(
  tx: Db,
  instanceId: InstanceId,
  { id, url, now }: { id: string; url: string; now: Date },
): Promise<RedirectUrl | undefined> {
  const row = await tx
    .insertInto('redirect_urls')
    .values({ instance_id: instanceId, id, url, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row && toRedirectUrl(row)
}

/** A page, newest first. */
export async function listRedirectUrls(
  db: Db,
  instanceId: InstanceId,
  page: PageRequest,
): Promise<RedirectUrl[]> {
  const rows = await db
    .selectFrom('redirect_urls')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(toRedirectUrl)
}

export async function countRedirectUrls(db: Db, instanceId: InstanceId): Promise<number> {
  const row = await db
    .selectFrom('redirect_urls')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('instance_id', '=', instanceId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export async function findRedirectUrl(
  db: Db,
  instanceId: InstanceId,
  id: string,
): Promise<RedirectUrl | undefined> {
  const row = await db
    .selectFrom('redirect_urls')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRedirectUrl(row)
}

/** Whether this very URL is registered. */
export async function hasRedirectUrl(db: Db, instanceId: InstanceId, url: string): Promise<boolean> {
  const row = await db
    .selectFrom('redirect_urls')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('url', '=', url)
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteRedirectUrl(tx: Db, instanceId: InstanceId, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('redirect_urls')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

function toRedirectUrl(row: Selectable<Schema['redirect_urls']>): RedirectUrl {
  return { id: row.id, url: row.url, createdAt: row.created_at, updatedAt: row.updated_at }
}
