import type { Socket } from 'node:net'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEmptyDatabase } from '../../testing/empty-database.ts'
import { silentLog } from '../log/log.ts'
import { createDatabase, type Db } from './database.ts'
import { openPool } from './open-postgres.ts'

let pool: pg.Pool
let db: Db
/** How often the driver handed something to the system. */
let pieces = 0

beforeAll(async () => {
  pool = openPool(await createEmptyDatabase(), { max: 1, log: silentLog })
  pool.on('connect', (client) => {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
    const count = <Name extends '_write' | '_writev'>(name: Name) => {
      const plain = stream[name]?.bind(stream) as (...input: unknown[]) => void
      stream[name] = ((...input: unknown[]) => {
        pieces += 1
        plain(...input)
      }) as Socket[Name]
    }
    count('_write')
    count('_writev')
  })
  db = createDatabase(pool)
  await sql`select 1`.execute(db)
})
afterAll(() => pool.end())

it('sends a BEGIN and the statement behind it in one piece', async () => {
  pieces = 0
  const { rows } = await db
    .transaction()
    .execute(async (tx) => await sql<{ n: number }>`select ${1}::int as n`.execute(tx))
  expect(rows).toEqual([{ n: 1 }])
  // The other one is the COMMIT, which waits for the answer.
  expect(pieces).toBe(2)
})

it('leaves the error with the statement that made it', async () => {
  const failing = db.transaction().execute(async (tx) => {
    await Promise.all([sql`select 1 / 0`.execute(tx), sql`select 2`.execute(tx)])
  })
  await expect(failing).rejects.toMatchObject({ code: '22012' })
  expect((await sql<{ n: number }>`select 3 as n`.execute(db)).rows).toEqual([{ n: 3 }])
})
