import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { loadConfig } from './config/load-config.ts'
import type { PostgresConnection } from './platform/db/open-postgres.ts'
import { silentLog } from './platform/log/log.ts'
import { explainStartFault } from './start-faults.ts'
import { startServices } from './start-server.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywright-faults-'))
  await writeFile(join(folder, 'file'), '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A start with these settings, and what the operator is told. */
async function explain(environment: Record<string, string>): Promise<string | undefined> {
  try {
    const config = loadConfig({ KEYWRIGHT_DATA_DIR: join(folder, 'data'), ...environment })
    const started = await startServices(config, silentLog)
    await started.close()
    return 'started'
  } catch (error) {
    return explainStartFault(error)
  }
}

/** The address of the tests' own server, with parts changed. */
function databaseUrl(change: Partial<PostgresConnection>): string {
  const { host, user, password, database } = { ...inject('testTemplate'), ...change }
  return `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}`
}

describe('why the server cannot start', () => {
  it.each([
    ['a setting that cannot be read', { PORT: 'any' }, /PORT/],
    ['a public address that is none', { KEYWRIGHT_PUBLIC_URL: 'somewhere' }, /KEYWRIGHT_PUBLIC_URL/],
    [
      'a master key of another form',
      { KEYWRIGHT_MASTER_KEY: 'abc' },
      /KEYWRIGHT_MASTER_KEY must hold 64 hex digits/,
    ],
    [
      'a database that is not there',
      { DATABASE_URL: 'postgres://me:hidden@127.0.0.1:1/x' },
      /cannot be reached.*DATABASE_URL/,
    ],
    [
      'a database on an unknown host',
      { DATABASE_URL: 'postgres://me:hidden@nowhere.invalid/x' },
      /cannot be reached.*DATABASE_URL/,
    ],
    ['a database address that is none', { DATABASE_URL: 'not an address' }, /DATABASE_URL/],
  ])('is said in words for %s, without secrets', async (_what, environment, words) => {
    const explanation = await explain(environment as Record<string, string>)
    expect(explanation).toMatch(words)
    expect(explanation).toMatch(/^Keywright: /)
    expect(explanation).not.toMatch(/hidden|\n +at /)
  })

  it('is said in words for a data folder that is a file', async () => {
    const file = join(folder, 'file')
    expect(await explain({ KEYWRIGHT_DATA_DIR: file })).toMatch(`The data folder ${file} cannot be`)
  })

  it.each([
    ['a wrong password', { password: 'hidden' }, /refused the password in DATABASE_URL/],
    ['a database that nobody made', { database: 'nobody_made' }, /does not exist\. Create it first/],
  ])('is said in words for %s', async (_what, change, words) => {
    const explanation = await explain({ DATABASE_URL: databaseUrl(change) })
    expect(explanation).toMatch(words)
    expect(explanation).not.toContain('hidden')
  })

  it.each([
    ['full', 'ENOSPC', /cannot be written \(ENOSPC\)\. The disk is full\. Make room/],
    ['over quota', 'EDQUOT', /cannot be written \(EDQUOT\)\. The disk quota is used up/],
    ['read-only', 'EROFS', /cannot be written \(EROFS\)\. The file system is read-only/],
  ])('is said in words for a data folder on a disk that is %s', async (_what, code, words) => {
    const { writingTo } = await import('./platform/db/embedded/embedded-postgres-error.ts')
    const refused = Object.assign(new Error(`${code}: no`), { code })
    const writing = writingTo('/data', () => Promise.reject(refused))
    const fault = await writing.catch((error: unknown) => error)
    expect(explainStartFault(fault)).toMatch(words)
  })

  it('is left to developers for a fault in the code', () => {
    expect(explainStartFault(new TypeError('undefined is not a function'))).toBeUndefined()
  })
})
