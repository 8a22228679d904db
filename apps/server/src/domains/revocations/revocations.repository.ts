import type { Revocation } from '@keywright/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { databaseRun } from '../../platform/db/database-run.ts'
import { invariant } from '../../platform/domain-error.ts'
import type { PollCursor } from '../invalidations/index.ts'
import type { DatabasePresent } from './revocation-cursor.policy.ts'

/** As long as a transaction of ours may be open at most. */
const transactionSecondsMax = 60

interface RevocationRow {
  kind: string
  key: string
  revoked_version: number
}

/** Where the database is: what commits from here on is found by reading on from it. */
export async function readPresent(db: Db): Promise<DatabasePresent> {
  const { rows } = await sql<DatabasePresent>`
    select pg_snapshot_xmin(snapshot)::text as horizon, pg_snapshot_xmax(snapshot)::text as "nextXid",
      floor(extract(epoch from now()) * 1000)::float8 as "databaseMs", ${sql.raw(databaseRun)} as server
    from pg_current_snapshot() as snapshot
  `.execute(db)
  const [present] = rows
  invariant(present, 'a select without a condition returns a row')
  return present
}

/** What was revoked in an instance since a cursor, some of it perhaps from before; at most so many. */
export async function listRevocationsSince(
  db: Db,
  instanceId: string,
  { horizon, databaseMs }: PollCursor,
  limit: number,
): Promise<Revocation[]> {
  const { rows } = await sql<RevocationRow>`
    select kind, key, revoked_version from invalidations
    where instance_id = ${instanceId} and xid >= ${horizon}::xid8 and revoked_at is not null
      and changed_at > to_timestamp(${databaseMs}::float8 / 1000) - ${transactionSecondsMax} * interval '1 second'
    limit ${limit}
  `.execute(db)
  return rows.map(toRevocation)
}

/** Where a page of the whole set ended. */
export interface PageEnd {
  revokedAt: string
  kind: string
  key: string
  revokedAtMs: number
}

export interface RevocationsPage {
  entries: Revocation[]
  /** `undefined`: there is nothing behind this page. */
  end: PageEnd | undefined
}

/** A page of what was revoked in an instance lately, newest first. */
export async function listRecentRevocations(
  db: Db,
  instanceId: string,
  { withinSeconds, after, limit }: { withinSeconds: number; after: PageEnd | undefined; limit: number },
): Promise<RevocationsPage> {
  const behind = after
    ? sql`and (revoked_at, kind, key) < (${after.revokedAt}::timestamptz, ${after.kind}, ${after.key})`
    : sql``
  const { rows } = await sql<RevocationRow & { revoked_at: string; revoked_ms: number }>`
    select kind, key, revoked_version, revoked_at::text as revoked_at,
      ceil(extract(epoch from revoked_at) * 1000)::float8 as revoked_ms
    from invalidations
    where instance_id = ${instanceId} and revoked_at > now() - ${withinSeconds} * interval '1 second' ${behind}
    order by revoked_at desc, kind desc, key desc
    limit ${limit}
  `.execute(db)
  const last = rows[limit - 1]
  return {
    entries: rows.map(toRevocation),
    end: last && { revokedAt: last.revoked_at, kind: last.kind, key: last.key, revokedAtMs: last.revoked_ms },
  }
}

function toRevocation({ kind, key, revoked_version }: RevocationRow): Revocation {
  return { kind: kind as Revocation['kind'], id: key, version: revoked_version }
}
