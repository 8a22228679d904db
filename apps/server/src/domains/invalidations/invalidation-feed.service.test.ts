import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDatabase, type Db } from '../../platform/db/database.ts'
import { openPool } from '../../platform/db/open-postgres.ts'
import { silentLog } from '../../platform/log/log.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { recordInvalidation } from '../events/index.ts'
import { createInvalidationFeed, type InvalidationFeed } from './invalidation-feed.service.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

let processes: { feed: InvalidationFeed; db: Db }[] = []
afterEach(async () => {
  for (const { feed, db } of processes) {
    await feed.stop()
    await db.destroy()
  }
  processes = []
})

/** A process on the same database, with a pool and a listener of its own. */
async function startProcess(options: { pollEveryMs?: number; isStarted?: boolean } = {}) {
  const { isStarted = true, ...feedOptions } = options
  const db = createDatabase(openPool(database.connection, { max: 3, log: silentLog }))
  let offset = 0
  const feed = createInvalidationFeed({
    db,
    target: database.connection,
    log: silentLog,
    stopwatch: { now: () => ({ monotonic: performance.now() + offset, wall: Date.now() }) },
    ...feedOptions,
  })
  processes.push({ feed, db })
  const heard: string[] = []
  feed.subscribe(({ kind, key }) => heard.push(`${kind} ${key}`))
  if (isStarted) feed.start()
  if (isStarted) await vi.waitFor(() => expect(feed.isProven()).toBe(true), { timeout: 5_000 })
  return {
    feed,
    db,
    heard,
    letPass(milliseconds: number) {
      offset += milliseconds
    },
  }
}

const invalidate = (tx: Db, key: string, notify: boolean, version = 1) =>
  recordInvalidation(tx, { instanceId: 'ins_1', kind: 'user', key, version, notify })

const waitToHear = (heard: readonly string[], what: string, timeout = 3_000) =>
  vi.waitFor(() => expect(heard).toContain(what), { timeout, interval: 5 })

describe('a process', () => {
  it('hears its own changes when they are committed, before the change is answered', async () => {
    const { db, heard } = await startProcess({ isStarted: false })
    await db.transaction().execute(async (tx) => {
      await invalidate(tx, 'own', false)
      expect(heard).toEqual([])
    })
    expect(heard).toEqual(['user own'])
    await invalidate(db, 'alone', false)
    expect(heard).toEqual(['user own', 'user alone'])
  })

  it('hears nothing of what was rolled back', async () => {
    const { db, heard } = await startProcess({ isStarted: false })
    const failing = db.transaction().execute(async (tx) => {
      await invalidate(tx, 'undone', true)
      throw new RangeError('undo')
    })
    await expect(failing).rejects.toThrow('undo')
    await db.transaction().execute((tx) => invalidate(tx, 'done', false))
    expect(heard).toEqual(['user done'])
  })

  it('hears announcements of another process long before it reads', async () => {
    const writer = await startProcess({ isStarted: false })
    const { heard } = await startProcess({ pollEveryMs: 60_000 })
    const started = performance.now()
    await writer.db.transaction().execute((tx) => invalidate(tx, 'announced', true))
    await waitToHear(heard, 'user announced', 1_000)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('reads what another process did not announce within its poll, once', async () => {
    const writer = await startProcess({ isStarted: false })
    const { heard } = await startProcess({ pollEveryMs: 20 })
    const times = () => heard.filter((what) => what === 'user quiet').length
    // A transaction that stays open makes every poll read again what came after it.
    await database.db.transaction().execute(async (open) => {
      await invalidate(open, 'open', false)
      await writer.db.transaction().execute((tx) => invalidate(tx, 'quiet', false))
      await waitToHear(heard, 'user quiet')
      await pause(200)
      expect(times()).toBe(1)
      await writer.db.transaction().execute((tx) => invalidate(tx, 'quiet', false, 2))
      await vi.waitFor(() => expect(times()).toBe(2))
    })
  })

  // A cursor by time would miss this: the row is older than what was read before it became visible.
  it('misses nothing of a transaction that commits long after it wrote', async () => {
    const writer = await startProcess({ isStarted: false })
    const { heard } = await startProcess({ pollEveryMs: 20 })
    await writer.db.transaction().execute(async (slow) => {
      await invalidate(slow, 'slow', false)
      await writer.db.transaction().execute((tx) => invalidate(tx, 'quick', false))
      await waitToHear(heard, 'user quick')
      await pause(100)
      expect(heard).not.toContain('user slow')
    })
    await waitToHear(heard, 'user slow')
  })

  it('is not harmed by nonsense on the channel', async () => {
    const { feed, heard, db } = await startProcess({ pollEveryMs: 20 })
    for (const text of ['nonsense', '{}', '[1,2,3]', 'null'])
      await database.pool.query("select pg_notify('keywright_invalidations', $1)", [text])
    await invalidate(db, 'sense', true)
    await waitToHear(heard, 'user sense')
    expect(feed.isProven()).toBe(true)
  })
})

describe('what is revoked', () => {
  it('is told as the database has it, announced or read, and never before it is committed', async () => {
    const writer = await startProcess({ isStarted: false })
    const listener = await startProcess({ pollEveryMs: 20 })
    type Told = [key: string, revokedVersion: number | undefined]
    const hear = ({ feed }: typeof writer) => {
      const told: Told[] = []
      feed.subscribe(({ key, revokedVersion }) => void told.push([key, revokedVersion]))
      return told
    }
    const toldByWriter = hear(writer)
    const toldByListener = hear(listener)
    await writer.db.transaction().execute(async (tx) => {
      await recordInvalidation(tx, {
        ...{ instanceId: 'ins_1', kind: 'user', key: 'banned', version: 3 },
        ...{ notify: true, revokes: true },
      })
      await invalidate(tx, 'renamed', false)
    })
    // What the writer itself says at its commit names no version: had the commit failed, it would be said all the same.
    expect(toldByWriter).toEqual([
      ['banned', undefined],
      ['renamed', undefined],
    ])
    await vi.waitFor(() => expect(toldByListener).toHaveLength(3), { timeout: 3_000 })
    expect(toldByListener).toEqual(
      expect.arrayContaining([
        ['banned', 3],
        ['banned', 3],
        ['renamed', undefined],
      ]),
    )
  })

  // After a failover or a restore, transactions may be counted from further back than what was read before.
  it('in another run of the database is heard, whatever its transactions are called', async () => {
    const other = await createTestDatabase()
    const target = { ...database.connection }
    const db = createDatabase(openPool(database.connection, { max: 1, log: silentLog }))
    const feed = createInvalidationFeed({
      ...{ db, target, log: silentLog },
      ...{ pollEveryMs: 20, reconnectAfterMs: 20 },
    })
    processes.push({ feed, db })
    const told: string[] = []
    feed.subscribe(({ key }) => void told.push(key))
    feed.start()
    await vi.waitFor(() => expect(feed.isProven()).toBe(true), { timeout: 5_000 })
    target.database = other.connection.database
    await other.pool.query(
      "insert into invalidations (instance_id, kind, key, version, xid) values ('ins_1', 'user', 'restored', 1, '3')",
    )
    await database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await waitToHear(told, 'restored')
    await feed.stop()
    await other.close()
  })
})

describe('rule b: the proof', () => {
  it('is there soon after the start, and not before', async () => {
    const { feed } = await startProcess({ isStarted: false })
    expect(feed.isProven()).toBe(false)
    expect(feed.lastReadAt()).toBeUndefined()
    feed.start()
    await vi.waitFor(() => expect(feed.isProven()).toBe(true), { timeout: 5_000 })
    expect(feed.lastReadAt()).toBeDefined()
  })

  it('ends two seconds after the last one', async () => {
    const { feed, letPass } = await startProcess({ pollEveryMs: 60_000 })
    letPass(1_500)
    expect(feed.isProven()).toBe(true)
    letPass(501)
    expect(feed.isProven()).toBe(false)
  })

  it('is renewed while the connection lives', async () => {
    const { feed } = await startProcess({ pollEveryMs: 50 })
    await pause(2_500)
    expect(feed.isProven()).toBe(true)
  })

  it('comes back after the connection was cut, and what happened meanwhile was heard by then', async () => {
    const writer = await startProcess({ isStarted: false })
    const { feed, heard, letPass } = await startProcess({ pollEveryMs: 50 })
    const cut = () =>
      database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
          and (query like '%pg_notify($1, $2)%' or query like '%pg_snapshot_xmin%' or query like 'listen %')`,
      )
    await cut()
    await writer.db.transaction().execute((tx) => invalidate(tx, 'unheard', true))
    letPass(2_001)
    expect(feed.isProven()).toBe(false)
    await vi.waitFor(() => expect(feed.isProven()).toBe(true), { timeout: 5_000, interval: 1 })
    expect(heard).toContain('user unheard')
  })
})

describe('an outage', () => {
  it('is logged when it begins and when it is over, however long it is', async () => {
    const lines: string[] = []
    const write = (level: string) => (_fields: object, message: string) => lines.push(`${level}: ${message}`)
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
    const target = { ...database.connection, database: 'not_there' }
    const feed = createInvalidationFeed({
      db: database.db,
      target,
      log,
      reconnectAfterMs: 10,
      pollEveryMs: 20,
    })
    const loud = () => lines.filter((line) => !line.startsWith('debug'))
    feed.start()
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(5))
    expect(loud()).toEqual([expect.stringMatching(/^warn: invalidations are not heard/)])
    target.database = database.connection.database
    await vi.waitFor(() => expect(feed.isProven()).toBe(true), { timeout: 5_000 })
    expect(loud().slice(1)).toEqual([expect.stringMatching(/^info: invalidations are heard again/)])
    await pause(100)
    await feed.stop()
    expect(loud()).toHaveLength(2)
  })
})
