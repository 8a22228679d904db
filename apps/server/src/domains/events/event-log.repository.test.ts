import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { appendEvent, continueEventLog, listEventsAfter } from './index.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const append = (type: string) =>
  app.db.transaction().execute((tx) =>
    appendEvent(tx, {
      ...{ instanceId: app.instance.id, type, entityId: 'thing_1', entityVersion: 1 },
      data: { object: 'thing' },
    }),
  )
const readable = async () =>
  (await listEventsAfter(app.db, app.instance.id, { epoch: 0, xid: '0', position: 0 }, 1_000))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('thing.'))

const epoch = async () => (await app.db.selectFrom('event_epoch').select('epoch').executeTakeFirst())?.epoch

describe('the log at a start', () => {
  it('goes on as it is in its own database', async () => {
    await append('thing.created')
    const before = await epoch()
    await continueEventLog(app.db)
    expect(await epoch()).toBe(before)
  })

  it('of another database, which had counted further, is readable as a whole, and new events come behind it', async () => {
    await append('thing.updated')
    await sql`update events set xid = ('1000000000' || position::text)::xid8 where entity_id = 'thing_1'`.execute(
      app.db,
    )
    expect(await readable()).toEqual([])
    // Several processes start at the same time.
    await Promise.all([1, 2, 3].map(() => continueEventLog(app.db)))
    await append('thing.deleted')
    // Readable once no older transaction of the whole server is under way, and others test at the same time.
    await expect.poll(readable).toEqual(['thing.created', 'thing.updated', 'thing.deleted'])
    expect(await epoch()).toBe(2)
  })
})
