/** Run once before all tests: one server for the whole run, and one migrated database that every test file clones. */
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import type { EmbeddedPostgres } from '../platform/db/embedded-postgres.ts'
import { migrate } from '../platform/db/migrate.ts'
import { openClient, openPool, type PostgresConnection } from '../platform/db/open-postgres.ts'
import { startScratchPostgres } from '../platform/db/scratch-postgres.ts'
import { silentLog } from '../platform/log/log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The template database, on the server of this run. */
    testTemplate: PostgresConnection
  }
}

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))
let server: EmbeddedPostgres | undefined

/** Starts the server and makes the template. */
export async function setup(project: TestProject): Promise<void> {
  server = await startScratchPostgres()
  try {
    project.provide('testTemplate', await makeTemplate(server.connection))
  } catch (error) {
    await teardown()
    throw error
  }
}

/** Stops the server and removes its files. */
export async function teardown(): Promise<void> {
  await server?.stop()
  server = undefined
}

/** A database of its own, since no session may be open in one that is cloned. */
async function makeTemplate(server: PostgresConnection): Promise<PostgresConnection> {
  const template = { ...server, database: 'keywright_template' }
  const client = await openClient({ ...server, database: 'postgres' }, silentLog)
  await client.query(`create database ${template.database}`).finally(() => client.end())
  const pool = openPool(template, { max: 1, log: silentLog })
  await migrate(pool, { directory: migrations, log: silentLog }).finally(() => pool.end())
  return template
}
