import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

describe('a test database', () => {
  let first: TestDatabase
  let second: TestDatabase
  beforeAll(async () => {
    ;[first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  })
  afterAll(() => Promise.all([first.close(), second.close()]))
  beforeEach(() => first.reset())

  const insertInstance = async ({ db }: TestDatabase) => {
    await db.insertInto('applications').values({ id: 'app_1', name: 'One' }).execute()
    const instance = {
      ...{ id: 'ins_1', application_id: 'app_1', slug: 'one', environment_type: 'development' },
      ...{ publishable_key: 'pk_test_1', frontend_host: 'clerk.one.localhost:3943' },
    }
    await db.insertInto('instances').values(instance).execute()
  }

  it('is apart from every other one', async () => {
    await insertInstance(first)
    expect(await second.db.selectFrom('applications').selectAll().execute()).toEqual([])
  })

  it('is emptied by a reset, but for what the migrations insert', async () => {
    await insertInstance(first)
    await first.db.updateTable('event_epoch').set({ epoch: 7 }).execute()
    await first.reset()
    expect(await first.db.selectFrom('instances').selectAll().execute()).toEqual([])
    expect(await first.db.selectFrom('event_epoch').select('epoch').execute()).toEqual([{ epoch: 1 }])
  })

  it('keeps the record of its migrations', async () => {
    const { rows } = await first.pool.query('select count(*) as count from schema_migrations')
    expect(rows[0].count).toBeGreaterThan(0)
  })
})
