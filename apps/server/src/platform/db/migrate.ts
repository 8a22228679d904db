/**
 * Brings a database to the schema of this code: plain SQL files, forward only, each in its own transaction. Several
 * processes may start at once; one applies a file, the others wait for it.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Log } from '../log/log.ts'

/** One file of the migrations folder. */
export interface Migration {
  name: string
  checksum: string
  sql: string
}

/** A row of `schema_migrations`. */
export interface AppliedMigration {
  name: string
  checksum: string
}

/** Why a database cannot be brought to this code's schema, in words for the operator. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

const fileName = /^\d{12}_[a-z0-9_]+\.sql$/

/** Held by a transaction that changes the schema. Any number will do, as long as every version of Keywright takes the same. */
export const migrationLock = 0x6b77_0001

/** Applies what is missing and returns the names of the files applied by this call. */
export async function migrate(
  pool: pg.Pool,
  { directory, log }: { directory: string; log: Log },
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(directory)
  const client = await pool.connect()
  try {
    return { applied: await applyPending(client, migrations, log) }
  } finally {
    // The session's time limits were changed, so the connection does not go back to the pool.
    client.release(true)
  }
}

/** Reads a migrations folder in order. Line ends do not count, so that a checkout on Windows has the same checksums. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      if (!fileName.test(name))
        throw new MigrationError(`${join(directory, name)}: a migration is named <UTC minute>_<slug>.sql`)
      const sql = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** The migrations a database has, oldest first; `undefined` when it has never been migrated. */
export async function listApplied(client: pg.ClientBase): Promise<AppliedMigration[] | undefined> {
  const table = await client.query("select to_regclass('schema_migrations') is not null as present")
  if (table.rows[0]?.present !== true) return undefined
  const { rows } = await client.query<AppliedMigration>('select name, checksum from schema_migrations')
  // Sorted here, since the order of text in the database depends on its collation.
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Applies every missing migration of the list over a connection of the caller's. */
export async function applyPending(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  log: Log,
): Promise<string[]> {
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
  const applied: string[] = []
  // Without a look before the lock every start of every process would queue for it.
  let next = findNext(migrations, (await listApplied(client)) ?? [])
  while (next) {
    const name = await applyNext(client, migrations, log)
    if (name === undefined) break
    applied.push(name)
    next = migrations.find((migration) => migration.name > name)
  }
  if (applied.length > 0) log.info({ count: applied.length, last: applied.at(-1) }, 'migrations applied')
  return applied
}

/** The lock belongs to the transaction and not to the session, so that it also holds behind a connection pooler. */
async function applyNext(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  log: Log,
): Promise<string | undefined> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock])
    await createSchema(client)
    await client.query(`create table if not exists schema_migrations (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
    const next = findNext(migrations, (await listApplied(client)) ?? [])
    if (next) await applyOne(client, next, log)
    await client.query('commit')
    return next?.name
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** Makes the schema that the connection looks in, if it is not there: asking for what is there needs rights of its own. */
async function createSchema(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ path: string }>(
    "select current_setting('search_path') as path where current_schema() is null",
  )
  const path = rows[0]?.path
  if (path !== undefined && /^"?\w+"?$/.test(path)) await client.query(`create schema ${path}`)
}

async function applyOne(client: pg.ClientBase, { name, checksum, sql }: Migration, log: Log): Promise<void> {
  const start = performance.now()
  try {
    await client.query(sql)
  } catch (cause) {
    throw new MigrationError(
      `Migration ${name} failed${lineOf(sql, cause)}: ${textOf(cause)}. Nothing of it was kept.`,
      { cause },
    )
  }
  await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum])
  log.debug({ migration: name, milliseconds: Math.round(performance.now() - start) }, 'migration applied')
}

/** The next file to apply, once it is sure that the database's past is a beginning of this code's list. */
function findNext(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration | undefined {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  const newer = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  if (newer.length > 0) {
    throw new MigrationError(
      `The database is newer than this Keywright: it has ${newer.join(', ')}. Start the version that made it, or a later one.`,
    )
  }
  for (const { name, checksum } of applied) {
    if (known.get(name)?.checksum === checksum) continue
    throw new MigrationError(
      `Migration ${name} was changed after it was applied to this database. Restore the file, and put the change into a new one.`,
    )
  }
  const next = migrations[applied.length]
  const last = applied.at(-1)
  const skipped = migrations.find(
    ({ name }, index) => applied[index] !== undefined && applied[index].name !== name,
  )
  if (skipped && last) {
    throw new MigrationError(
      `Migration ${skipped.name} sorts before ${last.name}, which is applied already. Give it a later minute.`,
    )
  }
  return next
}

function lineOf(sql: string, error: unknown): string {
  if (!(error instanceof Error && 'position' in error)) return ''
  const position = Number(error.position)
  return Number.isInteger(position) ? ` at line ${sql.slice(0, position - 1).split('\n').length}` : ''
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
