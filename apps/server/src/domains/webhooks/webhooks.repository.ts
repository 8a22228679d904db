import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { LogPosition } from '../events/index.ts'

/** What the server keeps of an instance's endpoint. */
export interface StoredEndpoint {
  /** `undefined`: nothing of the log was looked at. */
  position: LogPosition | undefined
}

/** Makes the endpoint if there is none yet. */
export async function ensureEndpoint(db: Db, instanceId: string, sealedSecret: Buffer): Promise<void> {
  await db
    .insertInto('webhook_endpoints')
    .values({ instance_id: instanceId, sealed_secret: sealedSecret })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function replaceSecret(
  db: Db,
  instanceId: string,
  sealedSecret: Buffer,
  now: Date,
): Promise<void> {
  await db
    .updateTable('webhook_endpoints')
    .set({ sealed_secret: sealedSecret, updated_at: now })
    .where('instance_id', '=', instanceId)
    .execute()
}

export async function findSecret(db: Db, instanceId: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('webhook_endpoints')
    .select('sealed_secret')
    .where('instance_id', '=', instanceId)
    .executeTakeFirst()
  return row?.sealed_secret
}

/** Locks an endpoint until the transaction ends; `undefined` where another process has it, or there is none. */
export async function lockEndpoint(tx: Db, instanceId: string): Promise<StoredEndpoint | undefined> {
  const { rows } = await sql<Partial<LogPosition>>`
    select epoch, xid::text as xid, position from webhook_endpoints
    where instance_id = ${instanceId} for update skip locked
  `.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const { epoch, xid, position } = row
  // All three are there, or none.
  return { position: epoch && xid && position !== undefined ? { epoch, xid, position } : undefined }
}

export async function savePosition(
  tx: Db,
  instanceId: string,
  { epoch, xid, position }: LogPosition,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('webhook_endpoints')
    .set({ epoch, xid, position, updated_at: now })
    .where('instance_id', '=', instanceId)
    .execute()
}

/** Nothing is posted any more, and what waits is dropped. */
export async function forgetPosition(tx: Db, instanceId: string): Promise<void> {
  await tx
    .updateTable('webhook_endpoints')
    .set({ epoch: null, xid: null, position: null })
    .where('instance_id', '=', instanceId)
    .execute()
  await tx.deleteFrom('webhook_deliveries').where('instance_id', '=', instanceId).execute()
}

export async function insertDeliveries(
  tx: Db,
  instanceId: string,
  events: readonly LogPosition[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ epoch, xid, position }) => ({
    ...{ instance_id: instanceId, epoch, xid, position },
    ...{ next_attempt_at: now, created_at: now },
  }))
  await tx.insertInto('webhook_deliveries').values(rows).execute()
}

/** An event that is to be posted now. */
export interface Delivery extends LogPosition {
  instanceId: string
  attempts: number
  eventId: string
  type: string
  data: object
  attributes: object
  occurredAt: Date
}

/** Takes on what is due: until the lease ends no other process does. */
export async function claimDueDeliveries(
  db: Db,
  instanceId: string,
  { now, leaseUntil, limit }: { now: Date; leaseUntil: Date; limit: number },
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with due as (
      select instance_id, epoch, xid, position from webhook_deliveries
      where instance_id = ${instanceId} and status = 'waiting' and next_attempt_at <= ${now}
      order by next_attempt_at, epoch, xid, position
      limit ${limit} for update skip locked
    )
    update webhook_deliveries d
    set attempts = d.attempts + 1, next_attempt_at = ${leaseUntil}
    from due join events e using (instance_id, epoch, xid, position)
    where (d.instance_id, d.epoch, d.xid, d.position) = (due.instance_id, due.epoch, due.xid, due.position)
    returning d.instance_id as "instanceId", d.epoch, d.xid::text as xid, d.position, d.attempts,
      e.id as "eventId", e.type, e.data, e.attributes, e.created_at as "occurredAt"
  `.execute(db)
  return rows
}

const isThis = ({ instanceId, epoch, xid, position }: Delivery) =>
  sql<boolean>`(instance_id, epoch, xid, position) = (${instanceId}, ${epoch}, ${xid}::xid8, ${position})`

/** The receiver has it. */
export async function deleteDelivery(db: Db, delivery: Delivery): Promise<void> {
  await db.deleteFrom('webhook_deliveries').where(isThis(delivery)).execute()
}

/** Ends the lease early; without another attempt the event is given up. */
export async function postponeDelivery(
  db: Db,
  delivery: Delivery,
  { nextAttemptAt, failure, now }: { nextAttemptAt: Date | undefined; failure: string; now: Date },
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: nextAttemptAt ? 'waiting' : 'failed', next_attempt_at: nextAttemptAt ?? now, failure })
    .where(isThis(delivery))
    .execute()
}

/** Forgets events that were given up before a moment. */
export async function deleteFailedBefore(db: Db, instanceId: string, before: Date): Promise<void> {
  await db
    .deleteFrom('webhook_deliveries')
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'failed')
    .where('next_attempt_at', '<', before)
    .execute()
}
