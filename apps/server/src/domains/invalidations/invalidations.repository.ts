import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { databaseRun } from '../../platform/db/database-run.ts'
import { openClient, type PostgresTarget } from '../../platform/db/open-postgres.ts'
import type { Log } from '../../platform/log/log.ts'
import { type Invalidation, invalidationChannel } from '../events/index.ts'

/** Up to where changes were read. */
export interface PollCursor {
  /** Every transaction below it had ended by then. */
  horizon: string
  databaseMs: number
  /** Which run of which database. Another one, after a restart or a restore, may count its transactions differently. */
  server: string
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
  database_ms: number
  server: string
  instance_id: string | null
  kind: string
  key: string
  revoked_version: number | null
  xid: string
}

/**
 * One statement, so that rows and horizon are of one snapshot. By transaction id nothing is missed: what was not visible
 * then has an id at or above that snapshot's horizon. The time bounds the overlap while a foreign transaction stays open.
 */
const pollQuery = `
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
    floor(extract(epoch from now()) * 1000)::float8 as database_ms, ${databaseRun} as server,
    i.instance_id, i.kind, i.key, i.revoked_version, i.xid::text as xid
  from (values (1)) one
  left join invalidations i
    on i.xid >= $1::xid8 and i.changed_at > to_timestamp($2::float8 / 1000) - $3 * interval '1 second'`

function toParameters(since: PollCursor | undefined): unknown[] {
  const { horizon, databaseMs } = since ?? { horizon: '18446744073709551615', databaseMs: 0 }
  return [horizon, databaseMs, transactionSecondsMax]
}

function toPoll(rows: readonly PollRow[]): Poll {
  const [first] = rows
  return {
    cursor: {
      horizon: first?.horizon ?? '0',
      databaseMs: first?.database_ms ?? 0,
      server: first?.server ?? '',
    },
    changes: rows.flatMap(({ instance_id, kind, key, revoked_version, xid }) =>
      instance_id === null ? [] : [{ instanceId: instance_id, kind, key, xid, ...revoked(revoked_version) }],
    ),
  }
}

/** An announcement as `recordInvalidation` writes it. Anybody who reaches the database can send one; nonsense is left alone. */
function readAnnouncement(payload: string): Invalidation | undefined {
  try {
    const [instanceId, kind, key, , revokedVersion]: unknown[] = JSON.parse(payload)
    const isText = typeof instanceId === 'string' && typeof kind === 'string' && typeof key === 'string'
    return isText ? { instanceId, kind, key, ...revoked(revokedVersion) } : undefined
  } catch {
    return undefined
  }
}

function revoked(version: unknown): Pick<Invalidation, 'revokedVersion'> {
  return typeof version === 'number' && Number.isSafeInteger(version) ? { revokedVersion: version } : {}
}
