/** Reads a database for a backup, table by table. */
import type pg from 'pg'
import { listApplied } from '../migrate.ts'
import { BackupError, type BackupRecord, type SequencePosition } from './backup-format.ts'
import { copyOut } from './copy-streams.ts'

/** What was saved or restored. */
export interface BackupSummary {
  tables: number
  rows: number
}

/** How values are written in a COPY depends on these; a backup is read under the same. They end with the transaction. */
export const copySettings = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
  set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local client_encoding = 'UTF8'; set local extra_float_digits = 1`

/** Reads everything as records, from one snapshot. The caller ends the connection. */
export async function* readDatabase(client: pg.Client, summary: BackupSummary): AsyncGenerator<BackupRecord> {
  // One snapshot for all tables; it writes nothing, so it holds up no reader of the event log.
  await client.query('begin isolation level repeatable read, read only')
  await client.query(copySettings)
  const migrations = await listApplied(client)
  if (!migrations) throw new BackupError('This database holds no Keywright data: it was never migrated.')
  const tables = await listTables(client)
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const about = {
    created_at: new Date().toISOString(),
    postgres: rows[0]?.server_version ?? '',
    migrations,
    tables,
  }
  yield { type: 'header', header: { format: 'keywright-backup', version: 1, ...about } }
  for (const table of tables) yield* readTable(client, table, summary)
  yield { type: 'sequences', sequences: await listSequences(client) }
  await client.query('commit')
}

async function* readTable(
  client: pg.Client,
  name: string,
  summary: BackupSummary,
): AsyncGenerator<BackupRecord> {
  const columns = await listColumns(client, name)
  yield { type: 'table', name, columns }
  const source = copyOut(client, `copy ${quote(name)} (${columns.map(quote).join(', ')}) to stdout`)
  for (;;) {
    const { done, value } = await source.next()
    if (done) {
      summary.tables += 1
      summary.rows += value
      return yield { type: 'end', rows: value }
    }
    yield { type: 'data', bytes: value }
  }
}

/** The tables that hold data of ours. Which migrations were applied is kept in the backup's header. */
export async function listTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname <> 'schema_migrations'`,
  )
  return rows.map(({ name }) => name).sort()
}

/** The columns that can be written: not the computed ones. */
async function listColumns(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = to_regclass(quote_ident($1))
      and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}

async function listSequences(client: pg.ClientBase): Promise<SequencePosition[]> {
  const { rows } = await client.query<SequencePosition>(
    `select sequencename as name, last_value::text as last from pg_sequences where schemaname = current_schema()`,
  )
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A name as SQL. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
