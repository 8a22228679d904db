import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

/** Where an event stands in the log. */
export interface LogPosition {
  epoch: number
  xid: string
  position: number
}

export interface LoggedEvent extends LogPosition {
  type: string
}

/** Below this nothing can be added any more: every transaction that could have has ended. */
const isReadable = sql`(
  epoch < (select epoch from event_epoch) or xid < pg_snapshot_xmin(pg_current_snapshot())
)`

/** The events of an instance behind a position, in order, as far as the log is complete. */
export async function listEventsAfter(
  db: Db,
  instanceId: string,
  { epoch, xid, position }: LogPosition,
  limit: number,
): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select epoch, xid::text as xid, position, type from events
    where instance_id = ${instanceId} and (epoch, xid, position) > (${epoch}, ${xid}::xid8, ${position}) and ${isReadable}
    order by epoch, xid, position
    limit ${limit}
  `.execute(db)
  return rows
}

/** Where the log is complete up to now. */
export async function readLogEnd(db: Db): Promise<LogPosition> {
  const { rows } = await sql<LogPosition>`
    select epoch, pg_snapshot_xmin(pg_current_snapshot())::text as xid, 0 as position from event_epoch
  `.execute(db)
  return rows[0] ?? { epoch: 1, xid: '0', position: 0 }
}

/** The event with which an entity got this version. */
export async function findEventOfVersion(
  db: Db,
  instanceId: string,
  { type, entityVersion }: { type: string; entityVersion: number },
): Promise<LogPosition | undefined> {
  const { rows } = await sql<LogPosition>`
    select epoch, xid::text as xid, position from events
    where instance_id = ${instanceId} and type = ${type} and entity_version = ${entityVersion} and ${isReadable}
    order by epoch desc, xid desc, position desc
    limit 1
  `.execute(db)
  return rows[0]
}

/**
 * Begins a new epoch where the log was restored into a younger database: events of transactions that have not been here would be
 * held back until the database has counted up to them, and new ones would come before them.
 */
export async function continueEventLog(db: Db): Promise<void> {
  await sql`
    update event_epoch set epoch = epoch + 1
    where (select max(xid) from events where events.epoch = event_epoch.epoch) >= pg_snapshot_xmax(pg_current_snapshot())
  `.execute(db)
}
