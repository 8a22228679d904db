import { connect } from 'node:net'
import { InstanceSettings } from '@keywright/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDatabase, type Db } from '../../platform/db/database.ts'
import { openPool } from '../../platform/db/open-postgres.ts'
import { openHttpServer } from '../../platform/http/http-server.ts'
import { silentLog } from '../../platform/log/log.ts'
import { entriesOf, readEvents } from '../../testing/read-events.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { waitUntilReadable } from '../../testing/wait-until-readable.ts'
import { recordInvalidation } from '../events/index.ts'
import { createInvalidationFeed } from '../invalidations/index.ts'
import {
  createRevocationsService,
  type FedInstance,
  type RevocationsDeps,
  type StreamReader,
} from './revocations.service.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.reset())

const instance: FedInstance = { id: 'ins_1', settings: InstanceSettings.parse({}) }
const reader: StreamReader = { keyName: 'key', isKeyValid: () => true }

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** A server process on the same database. */
async function startProcess(options: Partial<RevocationsDeps> = {}) {
  const db = createDatabase(openPool(database.connection, { max: 3, log: silentLog }))
  const feed = createInvalidationFeed({
    ...{ db, target: database.connection, log: silentLog },
    ...{ pollEveryMs: 50, reconnectAfterMs: 50 },
  })
  const directory = { byId: () => instance }
  const revocations = createRevocationsService({ db, directory, feed, log: silentLog, ...options })
  feed.start()
  endings.push(async () => {
    revocations.close()
    await feed.stop()
    await db.destroy()
  })
  await vi.waitFor(() => expect(feed.isProven()).toBe(true), { timeout: 5_000 })
  return { db, feed, revocations }
}

const revoke = (tx: Db, key: string, version = 2) =>
  recordInvalidation(tx, {
    ...{ instanceId: instance.id, kind: 'session', key, version },
    ...{ notify: true, revokes: true },
  })
const entry = (id: string, version = 2) => ({ kind: 'session', id, version })

/** Ends every connection that listens or polls, as the loss of a network does. */
const cutListeners = () =>
  database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and (query like '%pg_notify($1, $2)%' or query like '%pg_snapshot_xmin%' or query like 'listen %')`,
  )

describe('several processes', () => {
  it('tell within a second what any of them revokes', async () => {
    const writer = await startProcess()
    const others = [await startProcess(), await startProcess()]
    const readers = []
    for (const { revocations } of others)
      readers.push(readEvents(await revocations.open(instance, undefined, reader)))
    for (const each of readers) await each.until('ready')
    const begin = performance.now()
    await writer.db.transaction().execute((tx) => revoke(tx, 'sess_1'))
    for (const each of readers) expect(entriesOf(await each.until('revocations'))).toEqual([entry('sess_1')])
    expect(performance.now() - begin).toBeLessThan(1_000)
  })

  it('take each other’s cursors', async () => {
    const [first, second] = [await startProcess(), await startProcess()]
    const { cursor } = await first.revocations.poll(instance, undefined)
    await revoke(first.db, 'sess_1')
    expect(await second.revocations.poll(instance, cursor)).toMatchObject({
      reset: false,
      entries: [entry('sess_1')],
    })
  })

  // A cursor by time or by greatest id would miss this.
  it('miss nothing of a transaction that commits long after it wrote', async () => {
    const { db, revocations } = await startProcess()
    const stream = readEvents(await revocations.open(instance, undefined, reader))
    await stream.until('ready')
    let { cursor } = await revocations.poll(instance, undefined)
    await database.db.transaction().execute(async (slow) => {
      await sql`insert into invalidations (instance_id, kind, key, version, revoked_version, revoked_at)
        values (${instance.id}, 'session', 'sess_slow', 2, 2, clock_timestamp())`.execute(slow)
      await revoke(db, 'sess_quick')
      const page = await revocations.poll(instance, cursor)
      expect(page.entries).toEqual([entry('sess_quick')])
      cursor = page.cursor
      expect(entriesOf(await stream.until('revocations'))).toEqual([entry('sess_quick')])
    })
    expect((await revocations.poll(instance, cursor)).entries).toContainEqual(entry('sess_slow'))
    const heard = [...(await stream.until('heartbeat')), ...(await stream.until('heartbeat'))]
    expect(entriesOf(heard)).toContainEqual(entry('sess_slow'))
  })
})

describe('a stream that begins', () => {
  it('misses nothing of what happens while it reads what has happened', async () => {
    const { db, revocations } = await startProcess()
    for (let count = 0; count < 20; count += 1) await revoke(db, `sess_before_${count}`)
    const body = await revocations.open(instance, undefined, reader)
    for (let count = 0; count < 20; count += 1) await revoke(db, `sess_during_${count}`)
    const stream = readEvents(body)
    const frames = [...(await stream.until('ready')), ...(await stream.until('heartbeat'))]
    const ids = new Set(entriesOf(frames).map(({ id }) => id))
    for (let count = 0; count < 20; count += 1)
      expect([ids.has(`sess_before_${count}`), ids.has(`sess_during_${count}`)]).toEqual([true, true])
  })

  it('is refused, and leaves no trace, while the database is away', async () => {
    const nowhere = { ...database.connection, database: 'not_there' }
    const db = createDatabase(openPool(nowhere, { max: 1, log: silentLog }))
    endings.push(() => db.destroy())
    const { revocations } = await startProcess({ db })
    await expect(revocations.open(instance, undefined, reader)).rejects.toThrow()
    expect(revocations.streamCount()).toBe(0)
  })
})

describe('a listener that was lost', () => {
  // Attack: cut the connection, revoke nothing more, and let readers go on believing that they hear everything.
  it('makes no heartbeats, and then tells what it missed before the next one', async () => {
    const { revocations, feed } = await startProcess()
    const stream = readEvents(await revocations.open(instance, undefined, reader))
    await stream.until('heartbeat')
    const proofAge = vi.spyOn(feed, 'heardAgeMs').mockReturnValue(undefined)
    await cutListeners()
    await revoke(database.db, 'sess_unheard')
    expect(entriesOf(await stream.until('revocations'))).toEqual([entry('sess_unheard')])
    const silence = stream.next()
    const first = await Promise.race([
      silence.then(() => 'a frame'),
      new Promise((resolve) => setTimeout(resolve, 1_500, 'nothing')),
    ])
    proofAge.mockRestore()
    expect(first).toBe('nothing')
    expect((await silence)?.event).toBe('heartbeat')
  })
})

describe('the limits', () => {
  it('are so many streams of a key and so many of all, and a stream that ends makes room', async () => {
    const { revocations } = await startProcess({ limits: { perKey: 2, all: 3 } })
    const open = (keyName: string) => revocations.open(instance, undefined, { ...reader, keyName })
    const first = await open('a')
    await open('a')
    await expect(open('a')).rejects.toMatchObject({ code: 'too_many_requests' })
    await open('b')
    await expect(open('c')).rejects.toMatchObject({ code: 'too_many_requests' })
    await first.cancel()
    await open('c')
    expect(revocations.streamCount()).toBe(3)
  })

  it('cut off a reader that takes nothing', async () => {
    let present = 0
    const { revocations } = await startProcess({ now: () => present })
    const body = await revocations.open(instance, undefined, reader)
    present = 10_001
    await vi.waitFor(() => expect(revocations.streamCount()).toBe(0), { timeout: 3_000 })
    await expect(body.getReader().read()).rejects.toThrow('too slow')
  })

  it('refuse new streams and end all others when the server stops', async () => {
    const { revocations } = await startProcess()
    const stream = readEvents(await revocations.open(instance, undefined, reader))
    await stream.until('ready')
    revocations.close()
    await expect(stream.until('never')).rejects.toThrow('the stream ended')
    expect(revocations.streamCount()).toBe(0)
    await expect(revocations.open(instance, undefined, reader)).rejects.toMatchObject({
      code: 'service_unavailable',
    })
  })
})

/** Many revocations of this age, with ids as long as is wanted. */
const insert = (count: number, ageSeconds: number, idLength = 0) =>
  database.pool.query(
    `insert into invalidations (instance_id, kind, key, version, revoked_version, revoked_at)
     select $1, 'session', 'sess_' || $3::int || '_' || n || repeat('x', $4), 2, 2, now() - $3::int * interval '1 second'
     from generate_series(1, $2) n`,
    [instance.id, count, ageSeconds, idLength],
  )

describe('a reader on a socket', () => {
  // Attack: ask for everything and read nothing. What is sent must neither pile up here nor hold the connection for ever.
  it('that takes nothing gets no more than the socket holds, and is cut off', {
    timeout: 60_000,
  }, async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue()
    // More than sockets hold: on loopback they take up to ten megabytes.
    await insert(10_000, 0, 2_500)
    // Ten times as fast as time.
    const { revocations } = await startProcess({ now: () => performance.now() * 10 })
    const http = await openHttpServer({ hostname: '127.0.0.1', port: 0, log: silentLog })
    endings.push(() => http.close())
    http.answerWith(async () => new Response(await revocations.open(instance, undefined, reader)))
    const socket = connect(http.port, '127.0.0.1').pause()
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => undefined)
    let received = 0
    socket.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
    await vi.waitFor(() => expect(revocations.streamCount()).toBe(1), { timeout: 5_000 })
    await vi.waitFor(() => expect(revocations.streamCount()).toBe(0), { timeout: 10_000 })
    socket.on('data', (chunk) => {
      received += chunk.length
    })
    socket.resume()
    await closed
    expect(received).toBeLessThan(10_000 * 2_500)
    expect(complaint.mock.calls.flat().map(String)).toEqual([expect.stringContaining('too slow')])
    complaint.mockRestore()
  })
})

describe('more revocations than the feed holds', () => {
  it('make it reach less far back, to the newest it can hold, and it says so', {
    timeout: 60_000,
  }, async () => {
    const { revocations } = await startProcess({ limits: { entries: 4_000 } })
    await insert(2_000, 300)
    await insert(3_000, 200)
    await waitUntilReadable(database.pool)
    const page = await revocations.poll(instance, undefined)
    expect([page.reset, page.entries.length]).toEqual([true, 4_000])
    // As far as the older ones, less the margin; a few seconds went by since.
    expect(page.covers_seconds).toBeGreaterThanOrEqual(240)
    expect(page.covers_seconds).toBeLessThan(300)
    // It goes on from there, and does not send all of it again each second.
    const next = await revocations.poll(instance, page.cursor)
    expect(next.reset).toBe(false)
    expect(next.entries).toEqual([])
    expect(next.covers_seconds).toBeLessThan(300)
  })

  it('are too many to go on from a cursor, and are sent in pages to a stream', {
    timeout: 60_000,
  }, async () => {
    const { revocations } = await startProcess()
    const { cursor } = await revocations.poll(instance, undefined)
    await insert(5_001, 0)
    expect((await revocations.poll(instance, cursor)).reset).toBe(true)
    const frames = await readEvents(await revocations.open(instance, cursor, reader)).until('ready')
    expect(frames.map(({ data }) => data.entries?.length)).toEqual([2_000, 2_000, 1_001, undefined])
    expect(new Set(entriesOf(frames).map(({ id }) => id)).size).toBe(5_001)
  })
})
