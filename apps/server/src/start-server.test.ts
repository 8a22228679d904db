import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from './config/load-config.ts'
import { openClient } from './platform/db/open-postgres.ts'
import { silentLog } from './platform/log/log.ts'
import { startServer, startServices } from './start-server.ts'
import { findFreePort } from './testing/server-process.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'keywright-start-'))
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function configFor(environment: Record<string, string> = {}) {
  const { host, user, password, database: name } = database.connection
  const url = `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(host)}`
  const port = String(await findFreePort())
  return loadConfig({ DATABASE_URL: url, KEYWRIGHT_DATA_DIR: folder, PORT: port, ...environment })
}

async function countConnections(): Promise<number> {
  const client = await openClient(database.connection, silentLog)
  const { rows } = await client.query<{ count: number }>(
    `select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'keywright'`,
  )
  await client.end()
  return rows[0]?.count ?? -1
}

describe('closing', () => {
  it('writes down what is in memory while there still is a database, then leaves no connection', async () => {
    const before = await countConnections()
    const { services, deps, close } = await startServices(await configFor(), silentLog)
    let written: unknown
    services.background.beforeStop('probe', async () => {
      written = (await sql<{ one: number }>`select 1 as one`.execute(deps.db)).rows[0]?.one
    })
    services.background.start()
    await close()
    expect(written).toBe(1)
    expect(await countConnections()).toBe(before)
  })

  it('frees the port', async () => {
    const config = await configFor()
    for (let round = 0; round < 2; round += 1) {
      const server = await startServer(config, silentLog)
      const answer = await fetch(`http://127.0.0.1:${config.PORT}/ready`)
      expect(answer.status).toBe(200)
      await answer.text()
      await server.close()
      await expect(fetch(`http://127.0.0.1:${config.PORT}/ready`)).rejects.toThrow()
    }
  })
})

describe('a start that fails', () => {
  it('leaves neither connections nor the port behind', async () => {
    const before = await countConnections()
    // What the services read first is gone, which migrations do not notice.
    await database.pool.query('alter table instances rename to elsewhere')
    const config = await configFor()
    await expect(startServer(config, silentLog)).rejects.toThrow()
    expect(await countConnections()).toBe(before)
    await expect(fetch(`http://127.0.0.1:${config.PORT}/ready`)).rejects.toThrow()
  })
})
