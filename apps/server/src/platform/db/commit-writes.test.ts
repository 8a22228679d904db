import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { silentLog } from '../log/log.ts'
import { createCommitWrites } from './commit-writes.ts'
import { createDatabase, type Db } from './database.ts'
import { defineStatement } from './define-statement.ts'
import { openPool } from './open-postgres.ts'

let database: TestDatabase
/** One connection: what one transaction leaves on it, the next one finds. */
let db: Db
const calls: string[][] = []

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDatabase(openPool(database.connection, { max: 1, log: silentLog }))
  await sql`create table written (position integer generated always as identity, name text not null check (name <> 'bad'))`.execute(
    db,
  )
})
afterAll(async () => {
  await db.destroy()
  await database.close()
})
beforeEach(async () => {
  calls.length = 0
  await sql`delete from written`.execute(db)
})

const insertNames = defineStatement(
  (_db, { names }: { names: string[] }) => sql`insert into written (name) select unnest(${names}::text[])`,
)
const writes = createCommitWrites<string, { names: string[] }>(insertNames, (names) => {
  calls.push([...names])
  return { names: [...names] }
})
const written = async () =>
  (await sql<{ name: string }>`select name from written order by position`.execute(db)).rows.map(
    ({ name }) => name,
  )

describe('what is written before a commit', () => {
  it('is written once, in the order in which it was added', async () => {
    await db.transaction().execute(async (tx) => {
      for (const name of ['first', 'second', 'third']) await writes.add(tx, name)
      expect(calls).toEqual([])
    })
    expect(calls).toEqual([['first', 'second', 'third']])
    expect(await written()).toEqual(['first', 'second', 'third'])
  })

  it('is forgotten with a transaction that fails, and no other one writes it', async () => {
    const fault = new Error('changed my mind')
    const failing = db.transaction().execute(async (tx) => {
      await writes.add(tx, 'never')
      throw fault
    })
    await expect(failing).rejects.toBe(fault)
    await db.transaction().execute((tx) => writes.add(tx, 'later'))
    expect(await written()).toEqual(['later'])
  })

  it('takes its transaction with it when it cannot be written', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await sql`insert into written (name) values ('change')`.execute(tx)
      await writes.add(tx, 'bad')
    })
    await expect(failing).rejects.toMatchObject({ code: '23514' })
    expect(await written()).toEqual([])
  })

  // A failover or a pooler that lost a prepared statement must not move its write behind a commit that did not happen.
  it('is not written behind a commit that failed, when its prepared statement is lost', async () => {
    for (const name of ['one', 'two', 'three']) await db.transaction().execute((tx) => writes.add(tx, name))
    const failing = db.transaction().execute(async (tx) => {
      await sql`insert into written (name) values ('change')`.execute(tx)
      await sql`deallocate all`.execute(tx)
      await writes.add(tx, 'phantom')
    })
    await expect(failing).rejects.toMatchObject({ code: '26000' })
    await db.transaction().execute((tx) => writes.add(tx, 'later'))
    expect(await written()).toEqual(['one', 'two', 'three', 'later'])
  })

  it('is what the last run added, of a transaction that is done again', async () => {
    let runs = 0
    await db.transaction().execute(async (tx) => {
      runs += 1
      await writes.add(tx, `run ${runs}`)
      if (runs === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
    })
    expect(await written()).toEqual(['run 2'])
  })

  it('is never left out, however the transaction was begun', async () => {
    await db.connection().execute((connection) =>
      connection.transaction().execute(async (tx) => {
        await sql`insert into written (name) values ('change')`.execute(tx)
        await writes.add(tx, 'remembered')
      }),
    )
    expect(await written()).toEqual(['change', 'remembered'])
  })

  it('is written at once where no transaction is open', async () => {
    await writes.add(db, 'alone')
    expect(await written()).toEqual(['alone'])
  })
})

describe('a transaction', () => {
  const insert = defineStatement(
    (_db, { name }: { name: string }) => sql`insert into written (name) values (${name})`,
  )
  const count = () => sql<{ count: number }>`select count(*)::int as count from written`

  it('that consists of what is kept is one statement, and done or not done as a whole', async () => {
    const id = async () =>
      (await sql<{ xid: string | null }>`select pg_current_xact_id_if_assigned()::text as xid`.execute(db))
        .rows
    await db.transaction().execute((tx) => insert.atCommit(tx, { name: 'alone' }))
    expect(await written()).toEqual(['alone'])
    const failing = db.transaction().execute((tx) => insert.atCommit(tx, { name: 'bad' }))
    await expect(failing).rejects.toMatchObject({ code: '23514' })
    expect([await written(), await id()]).toEqual([['alone'], [{ xid: null }]])
  })

  it('that writes before its end is undone with its fault', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await insert(tx, { name: 'gone' })
      expect((await count().execute(tx)).rows).toEqual([{ count: 1 }])
      throw new RangeError('never mind')
    })
    await expect(failing).rejects.toThrow('never mind')
    expect(await written()).toEqual([])
  })

  it('in which nothing is asked may fail or end without a trace', async () => {
    await db.transaction().execute(async () => undefined)
    const fault = new RangeError('never mind')
    await expect(db.transaction().execute(() => Promise.reject(fault))).rejects.toBe(fault)
    await insert(db, { name: 'after' })
    expect(await written()).toEqual(['after'])
  })
})
