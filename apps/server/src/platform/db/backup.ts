/**
 * Saves and restores a whole database by COPY, since the embedded server comes without `pg_dump`. A backup holds rows,
 * not their storage, so it may be restored into another major version of PostgreSQL, embedded or not.
 */
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { type Log, silentLog } from '../log/log.ts'
import { BackupError, type BackupHeader, encodeRecords, readRecords } from './backup/backup-format.ts'
import { type BackupSummary, readDatabase } from './backup/read-database.ts'
import { restoreTables } from './backup/restore-tables.ts'
import { applyPending, listApplied, readMigrations } from './migrate.ts'
import { openClient, type PostgresTarget } from './open-postgres.ts'

/** Writes all tables of our schema, as they are at one moment, to a file that only its owner can read. */
export async function backupDatabase(connection: PostgresTarget, file: string): Promise<BackupSummary> {
  const client = await openClient(connection, silentLog)
  const summary = { tables: 0, rows: 0 }
  const partial = `${file}.partial`
  try {
    await rm(partial, { force: true })
    const records = encodeRecords(readDatabase(client, summary))
    await pipeline(
      records,
      createGzip({ level: 4 }),
      createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }),
    )
    await rename(partial, file)
    await syncFolder(dirname(file))
    return summary
  } catch (error) {
    await rm(partial, { force: true })
    throw explain(error, file)
  } finally {
    await client.end()
  }
}

export interface RestoreOptions {
  /** Replace what the database holds. */
  overwrite?: boolean
  /** Where the migrations are that make an empty database fit. */
  migrationsDirectory: string
  log?: Log
}

/**
 * Restores a backup into an empty database, or one that was migrated to the same point and holds nothing else. The
 * schema is left as the backup's Keywright had it; the next start migrates it on, with the data in it.
 */
export async function restoreDatabase(
  connection: PostgresTarget,
  file: string,
  options: RestoreOptions,
): Promise<BackupSummary> {
  const client = await openClient(connection, silentLog)
  try {
    const records = readRecords(file)
    const first = await records.next()
    if (first.done || first.value.type !== 'header') throw new BackupError(`${file} has no header.`)
    const { header } = first.value
    await prepareTarget(client, header, options)
    const { overwrite = false } = options
    return await inTransaction(client, () => restoreTables(client, header, records, { overwrite }))
  } finally {
    await client.end()
  }
}

/** Brings an empty database to the migrations of the backup. */
async function prepareTarget(
  client: pg.Client,
  header: BackupHeader,
  options: RestoreOptions,
): Promise<void> {
  const known = await readMigrations(options.migrationsDirectory)
  const wanted = known.slice(0, header.migrations.length)
  const missing = header.migrations.find(({ name, checksum }, index) => {
    const found = wanted[index]
    return found?.name !== name || found.checksum !== checksum
  })
  if (missing) {
    throw new BackupError(
      `The backup has migration ${missing.name}, which this Keywright does not know. Restore it with the version that made it, or a later one.`,
    )
  }
  const applied = (await listApplied(client)) ?? []
  if (applied.length > wanted.length) {
    throw new BackupError(
      `The database is at migration ${applied.at(-1)?.name}, the backup at ${wanted.at(-1)?.name}. Restore into an empty database; the next start brings it up to date.`,
    )
  }
  await applyPending(client, wanted, options.log ?? silentLog)
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

function explain(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC')
    return new BackupError(`The disk is full: ${file} was not written. Make room.`, { cause: error })
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOENT' || code === 'EISDIR') {
    return new BackupError(`${file} cannot be written (${code}). Choose another place.`, { cause: error })
  }
  return error
}
