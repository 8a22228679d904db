import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEmptyDatabase } from '../../testing/empty-database.ts'
import { silentLog } from '../log/log.ts'
import { createDatabase, isConnectionError, isUniqueViolation } from './database.ts'
import { openPool, type PostgresConnection } from './open-postgres.ts'

let connection: PostgresConnection
let pools: pg.Pool[] = []

beforeAll(async () => {
  connection = await createEmptyDatabase()
  const pool = open(1)
  await pool.query('create table things (id int8 primary key, name text constraint things_name unique)')
  await close()
})
const close = async () => {
  const open = pools
  pools = []
  await Promise.all(open.map((pool) => pool.end()))
}
afterEach(close)

function open(max: number, options: { namedStatements?: boolean } = {}): pg.Pool {
  const pool = openPool(connection, { max, log: silentLog, ...options })
  pools.push(pool)
  return pool
}

async function preparedStatements(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ statement: string }>(
    'select statement from pg_prepared_statements order by 1',
  )
  return rows.map(({ statement }) => statement)
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a pool', () => {
  it('prepares a statement with values under a name from its second use on', async () => {
    const pool = open(1)
    const db = createDatabase(pool)
    const select = (id: number) => sql<{ id: number }>`select id from things where id = ${id}`.execute(db)
    await select(1)
    expect(await preparedStatements(pool)).toEqual([])
    await select(2)
    await select(3)
    expect(await preparedStatements(pool)).toEqual(['select id from things where id = $1'])
  })

  it('leaves statements without values, transaction control and several statements at once as they are', async () => {
    const pool = open(1)
    const db = createDatabase(pool)
    for (let round = 0; round < 3; round += 1) {
      await db.transaction().execute(async (tx) => sql`select 1`.execute(tx))
      await pool.query('select 1; select 2')
    }
    expect(await preparedStatements(pool)).toEqual([])
  })

  it('names no more statements than a backend should keep', async () => {
    const pool = open(1)
    for (let n = 0; n < 520; n += 1) {
      const text = `select $1::int + ${n} as sum`
      await pool.query(text, [1])
      expect((await pool.query(text, [1])).rows).toEqual([{ sum: n + 1 }])
    }
    expect(await preparedStatements(pool)).toHaveLength(500)
  })

  it('names nothing when told so', async () => {
    const pool = open(1, { namedStatements: false })
    for (let round = 0; round < 3; round += 1) await pool.query('select $1::int', [1])
    expect(await preparedStatements(pool)).toEqual([])
  })

  // A rolling upgrade adds columns while the old release runs; its prepared `select *` would fail until it is restarted.
  it('goes on after a migration has changed what a prepared statement returns', async () => {
    const pool = open(1)
    await pool.query('create table widening (id int)')
    const read = (client: pg.Pool | pg.PoolClient) =>
      client.query('select * from widening where id = $1', [1])
    for (let round = 0; round < 3; round += 1) await read(pool)
    await pool.query('alter table widening add column more text')
    expect((await read(pool)).fields.map(({ name }) => name)).toEqual(['id', 'more'])

    for (let round = 0; round < 3; round += 1) await read(pool)
    await pool.query('alter table widening add column most text')
    const client = await pool.connect()
    await client.query('begin')
    expect(await failure(read(client))).toMatchObject({ code: '0A000' })
    await client.query('rollback')
    expect((await read(client)).fields).toHaveLength(3)
    client.release()
  })

  it('reports the error of a named statement to callers of every style', async () => {
    const pool = open(1)
    const divide = 'select 1 / $1::int as result'
    for (let round = 0; round < 3; round += 1)
      expect(await failure(pool.query(divide, [0]))).toMatchObject({ code: '22012' })
    const called = await new Promise((resolve) => pool.query(divide, [0], (error) => resolve(error)))
    expect(called).toMatchObject({ code: '22012' })
    expect((await pool.query(divide, [1])).rows).toEqual([{ result: 1 }])
  })

  it('survives the end of its connections, idle or in use, and serves on', async () => {
    const pool = open(3)
    const killer = open(1)
    const busy = await pool.connect()
    const idle = await pool.connect()
    idle.release()
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    const sleeping = failure(busy.query('select pg_sleep(30)'))
    await pause(50)
    await killer.query(kill)
    const error = await sleeping
    expect(isConnectionError(error)).toBe(true)
    expect(isConnectionError(await failure(busy.query('select 1')))).toBe(true)
    busy.release(true)
    await pause(50)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('survives the end of a connection that is lent out and silent', async () => {
    const pool = open(1)
    const killer = open(1)
    const client = await pool.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await killer.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await pause(50)
    expect(isConnectionError(await failure(client.query('select 1')))).toBe(true)
    client.release(true)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('ends a transaction that idles, since it would hide later events from every reader', async () => {
    const pool = open(1)
    const { rows } = await pool.query(
      "select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('application_name') as name",
    )
    expect(rows).toEqual([{ idle: '5s', name: 'keywright' }])
  })

  it('reads bigint as a number, and refuses one that a number cannot hold', async () => {
    const pool = open(1)
    const { rows } = await pool.query('select 9007199254740991::int8 as big, count(*) as count from things')
    expect(rows).toEqual([{ big: 9007199254740991, count: 0 }])
    await expect(pool.query('select 9007199254740993::int8')).rejects.toThrow(/does not fit a number/)
    await expect(pool.query('select 1')).resolves.toBeDefined()
  })
})

describe('an error of the database', () => {
  it('is known as a duplicate, and of which constraint', async () => {
    const pool = open(1)
    await pool.query("insert into things values (1, 'one')")
    const byName = await failure(pool.query("insert into things values (2, 'one')"))
    expect(isUniqueViolation(byName)).toBe(true)
    expect(isUniqueViolation(byName, 'things_name')).toBe(true)
    expect(isUniqueViolation(byName, 'things_pkey')).toBe(false)
    expect(isUniqueViolation(await failure(pool.query('select 1 / 0')))).toBe(false)
    expect(isUniqueViolation('23505')).toBe(false)
  })

  it('means unreachable when nothing answers or the server is going away, and not when a query is wrong', async () => {
    const nobody = [
      openPool({ ...connection, host: '/nonexistent' }, { max: 1, log: silentLog }),
      openPool({ connectionString: 'postgres://u:p@127.0.0.1:1/d' }, { max: 1, log: silentLog }),
      openPool({ connectionString: 'postgres://u:p@localhost:1/d' }, { max: 1, log: silentLog }),
    ]
    pools.push(...nobody)
    for (const pool of nobody) expect(isConnectionError(await failure(pool.query('select 1')))).toBe(true)
    for (const code of ['57P01', '57P03', '53300', '25006', '08006']) {
      expect(isConnectionError(Object.assign(new Error('x'), { code }))).toBe(true)
    }
    expect(
      isConnectionError(new Error('wrapped', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })),
    ).toBe(true)
    const wrong = await failure(open(1).query('select nonsense'))
    expect(isConnectionError(wrong)).toBe(false)
    expect(isConnectionError(Object.assign(new Error('no file'), { code: 'ENOENT', syscall: 'open' }))).toBe(
      false,
    )
    expect(isConnectionError(undefined)).toBe(false)
  })

  it('means unreachable when all connections of the pool stay taken', async () => {
    const pool = openPool(connection, { max: 1, log: silentLog })
    pools.push(pool)
    const client = await pool.connect()
    const waiting = failure(pool.query('select 1'))
    expect(isConnectionError(await waiting)).toBe(true)
    client.release()
  })
})
