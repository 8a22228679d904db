import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmptyDatabase } from '../../testing/empty-database.ts'
import { silentLog } from '../log/log.ts'
import { migrate } from './migrate.ts'
import { openPool, type PostgresConnection } from './open-postgres.ts'

let directory: string
let connection: PostgresConnection
let pool: pg.Pool

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'keywright-migrations-'))
  connection = await createEmptyDatabase()
  pool = openPool(connection, { max: 2, log: silentLog })
})
afterEach(async () => {
  await pool.end()
  await rm(directory, { recursive: true })
})

const write = (name: string, text: string) => writeFile(join(directory, name), text)
const run = (on = pool) => migrate(on, { directory, log: silentLog })
const names = async () =>
  (await pool.query('select name from schema_migrations order by applied_at')).rows.map(({ name }) => name)

describe('the migrator', () => {
  it('applies each file once, in order', async () => {
    await write('202601010001_second.sql', 'alter table a add column b int')
    await write('202601010000_first.sql', 'create table a (id int)')
    expect(await run()).toEqual({ applied: ['202601010000_first.sql', '202601010001_second.sql'] })
    expect(await run()).toEqual({ applied: [] })
    await write('202601010002_third.sql', 'alter table a add column c int')
    expect(await run()).toEqual({ applied: ['202601010002_third.sql'] })
    expect(await names()).toHaveLength(3)
  })

  it('lets one of several processes apply a file while the others wait', async () => {
    await write(
      '202601010000_slow.sql',
      'create table slow (id int); select pg_sleep(0.3); insert into slow values (1)',
    )
    await write('202601010001_next.sql', 'create table next (id int)')
    const pools = Array.from({ length: 4 }, () => openPool(connection, { max: 1, log: silentLog }))
    const results = await Promise.all(pools.map((each) => run(each)))
    await Promise.all(pools.map((each) => each.end()))
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual([
      '202601010000_slow.sql',
      '202601010001_next.sql',
    ])
    expect((await pool.query('select * from slow')).rows).toEqual([{ id: 1 }])
  })

  it('keeps nothing of a file that fails, says which line, and keeps those before it', async () => {
    await write('202601010000_good.sql', 'create table good (id int)')
    await write('202601010001_bad.sql', 'create table half (id int);\n\ncreate tabel broken')
    await expect(run()).rejects.toThrow(/Migration 202601010001_bad.sql failed at line 3: syntax error/)
    expect(await names()).toEqual(['202601010000_good.sql'])
    expect((await pool.query("select to_regclass('half') as half")).rows).toEqual([{ half: null }])
    await write('202601010001_bad.sql', 'create table whole (id int)')
    await run()
    expect(await names()).toHaveLength(2)
  })

  it('refuses a file that was changed after it was applied, but for its line ends', async () => {
    await write('202601010000_first.sql', 'create table a (id int);\n-- end\n')
    await run()
    await write('202601010000_first.sql', 'create table a (id int);\r\n-- end\r\n')
    expect(await run()).toEqual({ applied: [] })
    await write('202601010000_first.sql', 'create table a (id bigint);\n')
    await write('202601010001_more.sql', 'create table b (id int)')
    await expect(run()).rejects.toThrow(/202601010000_first.sql was changed after it was applied/)
    expect(await names()).toEqual(['202601010000_first.sql'])
  })

  it('refuses a database that a newer version has migrated', async () => {
    await write('202601010000_first.sql', 'create table a (id int)')
    await write('202601010001_newer.sql', 'create table b (id int)')
    await run()
    await rm(join(directory, '202601010001_newer.sql'))
    await expect(run()).rejects.toThrow(/newer than this Keywright: it has 202601010001_newer.sql/)
  })

  it('refuses a file that sorts before one that is applied, since no other database has that order', async () => {
    await write('202601010001_second.sql', 'create table b (id int)')
    await run()
    await write('202601010000_first.sql', 'create table a (id int)')
    await expect(run()).rejects.toThrow(
      /202601010000_first.sql sorts before 202601010001_second.sql.*later minute/,
    )
  })

  it('refuses a file whose name says no minute', async () => {
    await write('users.sql', 'create table a (id int)')
    await expect(run()).rejects.toThrow(/named <UTC minute>_<slug>.sql/)
  })

  it('may take longer than a request may', async () => {
    await write(
      '202601010000_limits.sql',
      "create table limits as select current_setting('statement_timeout') as statement",
    )
    await run()
    expect((await pool.query('select * from limits')).rows).toEqual([{ statement: '0' }])
    expect((await pool.query("select current_setting('statement_timeout') as statement")).rows).toEqual([
      { statement: '30s' },
    ])
  })
})
