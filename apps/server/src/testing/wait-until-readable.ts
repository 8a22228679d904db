import type pg from 'pg'

const query = `
  select coalesce(bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())), true) as readable
  from (select xid from events union all select xid from invalidations) written`

const millisecondsMax = 10_000

/**
 * Waits until no transaction of the cluster is open that began before what was written here: those of other test files hide
 * what is new from readers of the log, and make readers of invalidations see it twice.
 */
export async function waitUntilReadable(pool: Pick<pg.Pool, 'query'>): Promise<void> {
  const deadline = performance.now() + millisecondsMax
  while (performance.now() < deadline) {
    const { rows } = await pool.query<{ readable: boolean }>(query)
    if (rows[0]?.readable) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new RangeError('a transaction of the cluster stayed open')
}
