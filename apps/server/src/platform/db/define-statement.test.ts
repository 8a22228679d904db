import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { defineStatement } from './define-statement.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

describe('a statement that is written down once', () => {
  it('has the values of each use, wherever and however often they stand in it', async () => {
    let count = 0
    const find = defineStatement((db, { name, limit }: { name: string; limit: number | null }) => {
      count += 1
      return db
        .selectNoFrom([sql<string>`${name}::text`.as('name'), sql<number>`${limit}::int`.as('limit')])
        .where(sql<string>`${name}::text`, '<>', 'nobody')
    })
    expect(await find(database.db, { name: "O'Hara", limit: 3 })).toEqual([{ name: "O'Hara", limit: 3 }])
    expect(await find(database.db, { name: 'nobody', limit: 1 })).toEqual([])
    expect(await find(database.db, { name: 'Ada', limit: null })).toEqual([{ name: 'Ada', limit: null }])
    expect(count).toBe(1)
  })

  it('runs in the transaction it is given, and in no other', async () => {
    const insert = defineStatement((db, { id, now }: { id: string; now: Date }) =>
      db.insertInto('applications').values({ id, name: 'made', created_at: now }).returning('created_at'),
    )
    const now = new Date(1_700_000_000_000)
    const failing = database.db.transaction().execute(async (tx) => {
      expect(await insert(tx, { id: 'app_1', now })).toEqual([{ created_at: now }])
      throw new RangeError('never mind')
    })
    await expect(failing).rejects.toThrow('never mind')
    expect(await database.db.selectFrom('applications').selectAll().execute()).toEqual([])
  })
})
