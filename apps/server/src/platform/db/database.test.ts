import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { noteAtCommit, onCommit } from './commit-notes.ts'
import type { Tx } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await sql`create table counters (name text primary key, value integer not null default 0)`.execute(
    database.db,
  )
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`delete from counters`.execute(database.db)
  await sql`insert into counters (name) values ('a'), ('b')`.execute(database.db)
})

const add = (tx: Tx, name: string) =>
  sql`update counters set value = value + 1 where name = ${name}`.execute(tx)
const values = async () =>
  (await sql<{ value: number }>`select value from counters order by name`.execute(database.db)).rows.map(
    ({ value }) => value,
  )

describe('two transactions that wait for each other in a circle', () => {
  it('are both done in the end, and tell of it once', async () => {
    const heard: unknown[] = []
    const stop = onCommit(database.db, (note) => heard.push(note))
    const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
    const runs = [0, 0]
    const inOrder = (index: 0 | 1, names: readonly string[]) =>
      database.db.transaction().execute(async (tx) => {
        runs[index] = (runs[index] ?? 0) + 1
        await noteAtCommit(tx, index)
        await add(tx, names[0] ?? '')
        arrived[index].resolve()
        await Promise.all(arrived.map(({ promise }) => promise))
        await add(tx, names[1] ?? '')
      })
    await Promise.all([inOrder(0, ['a', 'b']), inOrder(1, ['b', 'a'])])
    stop()
    expect(await values()).toEqual([2, 2])
    expect(runs.toSorted()).toEqual([1, 2])
    expect(heard.toSorted()).toEqual([0, 1])
  })
})

describe('a transaction that fails', () => {
  it.each([
    ['of a deadlock again', '40P01', 2],
    ['to be serialised again', '40001', 2],
    ['for any other reason', '22000', 1],
  ])('%s is given up after so many runs', async (_why, state, expected) => {
    let runs = 0
    const failing = database.db.transaction().execute(async (tx) => {
      runs += 1
      await add(tx, 'a')
      await sql.raw(`do $$ begin raise exception 'no' using errcode = '${state}'; end $$`).execute(tx)
    })
    await expect(failing).rejects.toMatchObject({ code: state })
    expect(runs).toBe(expected)
    expect(await values()).toEqual([0, 0])
  })
})
