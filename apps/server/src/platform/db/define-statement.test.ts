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

  it('sent with the commit, is done then, in the order in which all was kept', async () => {
    const insert = defineStatement((db, { id }: { id: string }) =>
      db.insertInto('applications').values({ id, name: 'made' }),
    )
    const rename = defineStatement((db, { id }: { id: string }) =>
      db.updateTable('applications').set({ name: 'renamed' }).where('id', '=', id),
    )
    await database.db.transaction().execute(async (tx) => {
      await insert.atCommit(tx, { id: 'app_2' })
      await rename.atCommit(tx, { id: 'app_2' })
      expect(await tx.selectFrom('applications').select('id').execute()).toEqual([])
    })
    await insert.atCommit(database.db, { id: 'app_3' })
    const names = await database.db.selectFrom('applications').select(['id', 'name']).orderBy('id').execute()
    expect(names).toEqual([
      { id: 'app_2', name: 'renamed' },
      { id: 'app_3', name: 'made' },
    ])
  })

  it('sent with the commit, fails the transaction with what the first failure means', async () => {
    const insert = defineStatement((db, { id }: { id: string }) =>
      db.insertInto('applications').values({ id, name: 'made' }),
    )
    const explain = (meaning: string) => () => new RangeError(meaning)
    const failing = database.db.transaction().execute(async (tx) => {
      await insert.atCommit(tx, { id: 'app_4' }, explain('nobody fails here'))
      await insert.atCommit(tx, { id: 'app_4' }, explain('the second of a kind'))
      await insert.atCommit(tx, { id: 'app_5' }, explain('behind the failure'))
    })
    await expect(failing).rejects.toThrow('the second of a kind')
    const ids = await database.db
      .selectFrom('applications')
      .select('id')
      .where('id', 'in', ['app_4', 'app_5'])
    expect(await ids.execute()).toEqual([])
    await expect(insert.atCommit(database.db, { id: 'app_3' }, explain('taken'))).rejects.toThrow('taken')
  })
})
