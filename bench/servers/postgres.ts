/** The one PostgreSQL that both servers of this bench use: ours, joined while our server runs. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../apps/server/src/platform/db/embedded-postgres.ts'
import type { PostgresConnection } from '../../apps/server/src/platform/db/open-postgres.ts'
import { silentLog } from '../../apps/server/src/platform/log/log.ts'

export interface BenchPostgres {
  /** The parent process of all its processes. */
  pid: number
  connectionTo(database: string): PostgresConnection
  query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** Counts the tables of both servers, as PostgreSQL does by itself within a minute. */
  analyze(): Promise<void>
  stop(): Promise<void>
}

/** Joins the server of a data folder; it then outlives the process that started it. */
export async function joinPostgres(dataDirectory: string): Promise<BenchPostgres> {
  const embedded = await startEmbeddedPostgres({ dataDirectory, log: silentLog })
  const client = new pg.Client(embedded.connection)
  await client.connect()
  const query = async (sql: string, values: unknown[] = []) =>
    (await client.query<Record<string, unknown>>(sql, values.length > 0 ? values : undefined)).rows
  const [location] = await query('show data_directory')
  const pidFile = await readFile(join(String(location?.data_directory), 'postmaster.pid'), 'utf8')
  const connectionTo = (database: string) => ({ ...embedded.connection, database })
  return {
    pid: Number(pidFile.split('\n')[0]),
    connectionTo,
    query,
    async analyze() {
      const own = 'datdba = (select oid from pg_roles where rolname = current_user)'
      for (const { datname } of await query(`select datname from pg_database where ${own}`)) {
        const other = new pg.Client(connectionTo(String(datname)))
        await other.connect()
        await other.query('analyze').finally(() => other.end())
      }
    },
    async stop() {
      await client.end()
      await embedded.stop()
    },
  }
}
