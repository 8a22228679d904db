/** Fills the tables of a migrated database from the records of a backup. */
import type pg from 'pg'
import { listApplied, migrationLock } from '../migrate.ts'
import { BackupError, type BackupHeader, type BackupRecord, type SequencePosition } from './backup-format.ts'
import { copyIn } from './copy-streams.ts'
import { type BackupSummary, copySettings, listTables, quote } from './read-database.ts'

/** Replaces the rows of all tables of the backup. Runs in the caller's transaction. */
export async function restoreTables(
  client: pg.Client,
  header: BackupHeader,
  records: AsyncGenerator<BackupRecord>,
  { overwrite }: { overwrite: boolean },
): Promise<BackupSummary> {
  await client.query(copySettings)
  // A server that starts meanwhile waits here before it migrates; one that came before us has changed the schema.
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock])
  if ((await listApplied(client))?.length !== header.migrations.length) {
    throw new BackupError(
      'The database was migrated by another process meanwhile. Stop it and restore into an empty database.',
    )
  }
  const present = await listTables(client)
  const wanted = header.tables
  const unknown = wanted.filter((table) => !present.includes(table))
  if (unknown.length > 0)
    throw new BackupError(`The database has no table ${unknown.join(', ')}. Restore into an empty one.`)
  if (!overwrite) await refuseData(client, present)
  const keys = await liftConstraints(client, wanted)
  const summary = await fillTables(client, records)
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${quote(table)} add constraint ${quote(name)} ${definition}`)
  }
  for (const table of wanted) await client.query(`alter table ${quote(table)} enable trigger user`)
  return summary
}

/** Rows that came with the migrations themselves are of their transactions, and no data of anyone's. */
async function refuseData(client: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select from ${quote(table)} where xmin::text not in (select xmin::text from schema_migrations)) as found`,
    )
    if (rows[0]?.found !== true) continue
    throw new BackupError(
      `The database holds data already (in ${table}). Restore into an empty one, or say that it is to be replaced.`,
    )
  }
}

interface ForeignKey {
  table: string
  name: string
  definition: string
}

/** Foreign keys are dropped and checked once at the end: tables may then come in any order, and no queue of checks fills memory. */
async function liftConstraints(client: pg.Client, tables: readonly string[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select c.relname as table, f.conname as name, pg_get_constraintdef(f.oid) as definition
      from pg_constraint f join pg_class c on c.oid = f.conrelid
      where f.contype = 'f' and c.relnamespace = current_schema()::regnamespace and c.relname = any($1)`,
    [tables],
  )
  for (const { table, name } of rows)
    await client.query(`alter table ${quote(table)} drop constraint ${quote(name)}`)
  for (const table of tables) await client.query(`alter table ${quote(table)} disable trigger user`)
  if (tables.length > 0) await client.query(`truncate ${tables.map(quote).join(', ')}`)
  return rows
}

async function fillTables(client: pg.Client, records: AsyncGenerator<BackupRecord>): Promise<BackupSummary> {
  const summary = { tables: 0, rows: 0 }
  for await (const record of records) {
    if (record.type === 'table') {
      summary.rows += await fillTable(client, record, records)
      summary.tables += 1
    }
    if (record.type === 'sequences') await setSequences(client, record.sequences)
  }
  return summary
}

async function fillTable(
  client: pg.Client,
  { name, columns }: { name: string; columns: string[] },
  records: AsyncGenerator<BackupRecord>,
): Promise<number> {
  let expected = -1
  async function* data(): AsyncGenerator<Buffer> {
    for (;;) {
      const { done, value } = await records.next()
      if (done) return
      if (value.type === 'end') {
        expected = value.rows
        return
      }
      if (value.type === 'data') yield value.bytes
    }
  }
  const rows = await copyIn(
    client,
    `copy ${quote(name)} (${columns.map(quote).join(', ')}) from stdin`,
    data(),
  )
  if (rows !== expected)
    throw new BackupError(
      `Table ${name} has ${rows} rows, and the backup says ${expected}. Nothing was restored.`,
    )
  return rows
}

async function setSequences(client: pg.Client, sequences: readonly SequencePosition[]): Promise<void> {
  for (const { name, last } of sequences) {
    await client.query(
      `select setval(quote_ident($1)::regclass, coalesce($2::bigint, start_value), $2 is not null)
        from pg_sequences where schemaname = current_schema() and sequencename = $1`,
      [name, last],
    )
  }
}
