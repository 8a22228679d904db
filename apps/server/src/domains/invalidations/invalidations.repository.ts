import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { openClient, type PostgresTarget } from '../../platform/db/open-postgres.ts'
import type { Log } from '../../platform/log/log.ts'
import { type Invalidation, invalidationChannel } from '../events/index.ts'

/** Up to where changes were read: every transaction below the horizon had ended by then. */
export interface PollCursor {
  horizon: string
  databaseTime: string
}

export interface PolledInvalidation extends Invalidation {
  xid: string
}

export interface Poll {
  cursor: PollCursor
  changes: PolledInvalidation[]
}

export interface InvalidationConnection {
  /** Sends a message to ourselves. It comes back after every announcement that was committed before it. */
  prove(payload: string): Promise<void>
  /** What was invalidated since the cursor, some of it perhaps for the second time; nothing without a cursor. */
  poll(since: PollCursor | undefined): Promise<Poll>
  /** Forgets invalidations that no memory and no token is old enough to need. */
  sweep(): Promise<void>
  close(): Promise<void>
}

export interface InvalidationHearer {
  onInvalidation(invalidation: Invalidation): void
  onProof(payload: string): void
}

/** A connection that does not answer for this long counts as lost. */
const answerMsMax = 2_000

/** No transaction of ours is open for longer, so nothing older can still become visible. */
const transactionSecondsMax = 60

/** As old as a sealed record of a session may be in an outage, and an hour. */
const keepHours = 25

/** Opens a connection of its own, outside any pool and any pooler: listening needs one that stays. */
export async function openInvalidationConnection(
  target: PostgresTarget,
  log: Log,
  hearer: InvalidationHearer,
): Promise<InvalidationConnection> {
  const client = await openClient(target, log)
  const proofChannel = `keywright_proof_${randomBytes(8).toString('hex')}`
  client.on('notification', ({ channel, payload = '' }) => {
    if (channel === proofChannel) return hearer.onProof(payload)
    const invalidation = readAnnouncement(payload)
    if (invalidation) hearer.onInvalidation(invalidation)
  })
  const run = <Row extends pg.QueryResultRow>(text: string, values: unknown[]) =>
    client.query<Row>({ text, values, query_timeout: answerMsMax } as pg.QueryConfig)
  await client.query(`listen ${invalidationChannel}; listen ${proofChannel}`)
  return {
    prove: async (payload) => void (await run('select pg_notify($1, $2)', [proofChannel, payload])),
    poll: async (since) => toPoll((await run<PollRow>(pollQuery, toParameters(since))).rows),
    sweep: async () =>
      void (await run("delete from invalidations where changed_at < now() - $1 * interval '1 hour'", [
        keepHours,
      ])),
    close: () => client.end().catch(() => undefined),
  }
}

interface PollRow {
  horizon: string
  database_time: string
  instance_id: string | null
  kind: string
  key: string
  xid: string
}

/**
 * One statement, so that rows and horizon are of one snapshot. By transaction id nothing is missed: what was not visible
 * then has an id at or above that snapshot's horizon. The time bounds the overlap while a foreign transaction stays open.
 */
const pollQuery = `
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, now()::text as database_time,
    i.instance_id, i.kind, i.key, i.xid::text as xid
  from (values (1)) one
  left join invalidations i
    on i.xid >= $1::xid8 and i.changed_at > $2::timestamptz - $3 * interval '1 second'`

function toParameters(since: PollCursor | undefined): unknown[] {
  const { horizon, databaseTime } = since ?? { horizon: '18446744073709551615', databaseTime: 'infinity' }
  return [horizon, databaseTime, transactionSecondsMax]
}

function toPoll(rows: readonly PollRow[]): Poll {
  const [first] = rows
  return {
    cursor: { horizon: first?.horizon ?? '0', databaseTime: first?.database_time ?? '-infinity' },
    changes: rows.flatMap(({ instance_id, kind, key, xid }) =>
      instance_id === null ? [] : [{ instanceId: instance_id, kind, key, xid }],
    ),
  }
}

/** An announcement as `recordInvalidation` writes it. Anybody who reaches the database can send one; nonsense is left alone. */
function readAnnouncement(payload: string): Invalidation | undefined {
  try {
    const [instanceId, kind, key]: unknown[] = JSON.parse(payload)
    const isText = typeof instanceId === 'string' && typeof kind === 'string' && typeof key === 'string'
    return isText ? { instanceId, kind, key } : undefined
  } catch {
    return undefined
  }
}
