/** Databases without any table, for tests of what happens before or beside the migrations. */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openClient, type PostgresConnection } from '../platform/db/open-postgres.ts'
import { silentLog } from '../platform/log/log.ts'
// Brings the declaration of what is injected.
import type {} from './global-setup.ts'

/** Makes an empty database on the server of the test run, or on another one. */
export async function createEmptyDatabase(
  server: PostgresConnection = inject('testTemplate'),
): Promise<PostgresConnection> {
  const database = `empty_${randomBytes(8).toString('hex')}`
  const client = await openClient({ ...server, database: 'postgres' }, silentLog)
  await client.query(`create database ${database} template template0`).finally(() => client.end())
  return { ...server, database }
}
