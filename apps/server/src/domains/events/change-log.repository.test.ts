import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openClient } from '../../platform/db/open-postgres.ts'
import { silentLog } from '../../platform/log/log.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { appendEvent, invalidationChannel, recordInvalidation } from './index.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const event = (type: string, entityId: string) => ({
  instanceId: app.instance.id,
  type,
  entityId,
  entityVersion: 1,
  data: { object: 'thing', name: `it's "${type}" \\u0041` },
})
const invalidation = (key: string, version: number, notify: boolean) => ({
  instanceId: app.instance.id,
  kind: 'user' as const,
  key,
  version,
  notify,
})

describe('what a transaction records', () => {
  it('has the events in their order, as they were given', async () => {
    await app.db.transaction().execute(async (tx) => {
      for (const type of ['thing.created', 'thing.updated', 'thing.deleted'])
        await appendEvent(tx, {
          ...event(type, 'thing_1'),
          attributes: { ip: '192.0.2.1', userAgent: 'bench' },
        })
    })
    const rows = await app.db
      .selectFrom('events')
      .select(['type', 'data', 'attributes', 'xid'])
      .where('entity_id', '=', 'thing_1')
      .orderBy('position')
      .execute()
    expect(rows.map(({ type }) => type)).toEqual(['thing.created', 'thing.updated', 'thing.deleted'])
    expect(rows.map(({ data }) => data)).toEqual(rows.map(({ type }) => event(type, 'thing_1').data))
    expect(rows[0]?.attributes).toEqual({ http_request: { client_ip: '192.0.2.1', user_agent: 'bench' } })
    expect(new Set(rows.map(({ xid }) => xid)).size).toBe(1)
  })

  it('invalidates each entity once, up to the greatest version, and announces it if any of them asks', async () => {
    const listener = await openClient(app.database.connection, silentLog)
    const heard: unknown[] = []
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')))
    await listener.query(`listen ${invalidationChannel}`)
    await app.db.transaction().execute(async (tx) => {
      await recordInvalidation(tx, invalidation('user_b', 3, true))
      await recordInvalidation(tx, invalidation('user_a', 1, false))
      await recordInvalidation(tx, invalidation('user_b', 2, false))
    })
    await app.db.transaction().execute((tx) => recordInvalidation(tx, invalidation('user_b', 1, false)))
    const rows = await app.db
      .selectFrom('invalidations')
      .select(['key', 'version'])
      .where('key', 'in', ['user_a', 'user_b'])
      .orderBy('key')
      .execute()
    expect(rows).toEqual([
      { key: 'user_a', version: 1 },
      { key: 'user_b', version: 3 },
    ])
    await listener.query('select 1')
    expect(heard).toEqual([[app.instance.id, 'user', 'user_b', 3]])
    await listener.end()
  })

  // Attack: a change after a ban, in its transaction or later, makes the ban forgotten or moves it.
  it('keeps what was revoked, up to which version and since when, whatever follows', async () => {
    const record = (key: string, version: number, revokes: boolean) =>
      app.db.transaction().execute(async (tx) => {
        await recordInvalidation(tx, { ...invalidation(key, version, true), revokes })
        await recordInvalidation(tx, invalidation(key, version + 1, false))
      })
    const read = (key: string) =>
      app.db.selectFrom('invalidations').selectAll().where('key', '=', key).executeTakeFirstOrThrow()
    await record('user_c', 4, true)
    const first = await read('user_c')
    await record('user_c', 7, false)
    const later = await read('user_c')
    expect([first.version, first.revoked_version]).toEqual([5, 4])
    expect([later.version, later.revoked_version]).toEqual([8, 4])
    expect(later.revoked_at).toEqual(first.revoked_at)
    await record('user_c', 9, true)
    const last = await read('user_c')
    expect(last.revoked_version).toBe(9)
    expect(Number(last.revoked_at)).toBeGreaterThan(Number(first.revoked_at))
    await record('user_d', 1, false)
    expect(await read('user_d')).toMatchObject({ revoked_version: null, revoked_at: null })
  })
})
