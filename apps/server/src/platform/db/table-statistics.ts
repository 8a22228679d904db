/**
 * Keeps PostgreSQL's idea of how large our tables are near the truth. Its own workers look once a minute, and until then a
 * young table counts as nearly empty: a plan made then reads all of an instance's rows to find one, each time, since
 * nothing makes the plan again before the table is analyzed.
 */
import { sql } from 'kysely'
import type { Db } from './database.ts'

/** As small as this, a table may be read from end to end. */
const changesMin = 200

/** Analyzes tables of which as many rows have changed as they had when they were analyzed last; returns their names. */
export async function refreshStatistics(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name
    from pg_class
    where relkind in ('r', 'p')
      and relnamespace = current_schema()::regnamespace
      and pg_has_role(relowner, 'usage')
      and pg_stat_get_mod_since_analyze(oid) >= greatest(reltuples, ${changesMin})
    order by relname`.execute(db)
  // Each by itself, so that none holds up the readers of the event log; what another process is at is left to it.
  for (const { name } of rows) await sql`analyze (skip_locked) ${sql.table(name)}`.execute(db)
  return rows.map(({ name }) => name)
}
