import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmptyDatabase } from '../../testing/empty-database.ts'
import { findOtherPostgres, startOtherPostgres } from '../../testing/other-postgres.ts'
import { silentLog } from '../log/log.ts'
import { backupDatabase, restoreDatabase } from './backup.ts'
import { migrate } from './migrate.ts'
import { openClient, openPool, type PostgresConnection } from './open-postgres.ts'

const schema = `
  create table people (
    id bigint generated always as identity primary key,
    name text,
    boss bigint references people (id),
    bytes bytea,
    document jsonb not null default '{}',
    at timestamptz,
    tags text[],
    fraction double precision,
    loud text generated always as (upper(name)) stored,
    xid xid8 not null default pg_current_xact_id()
  );
  create table a_child (person bigint not null references people (id) on delete restrict, note text not null);
  create table seed (only_row boolean primary key default true, epoch integer not null);
  insert into seed (epoch) values (1);
  create sequence loose;
  create function stamp() returns trigger language plpgsql as $$ begin new.note := new.note || '!'; return new; end $$;
  create trigger stamped before insert on a_child for each row execute function stamp();`

const awkward = 'tab\t, newline\n, backslash \\ \\N, quote \' ", snowman ☃, nothing \u0001'
let folder: string
let migrations: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywright-backup-'))
  migrations = await mkdtemp(join(folder, 'migrations-'))
  await writeFile(join(migrations, '202601010000_people.sql'), schema)
})
afterAll(() => rm(folder, { recursive: true }))

async function run(connection: PostgresConnection, statement: string, values?: unknown[]) {
  const client = await openClient(connection, silentLog)
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end()
  }
}

async function bringUp(connection: PostgresConnection, directory = migrations): Promise<PostgresConnection> {
  const pool = openPool(connection, { max: 1, log: silentLog })
  await migrate(pool, { directory, log: silentLog }).finally(() => pool.end())
  return connection
}

async function makeFilled(server?: PostgresConnection): Promise<PostgresConnection> {
  const source = await bringUp(await createEmptyDatabase(server))
  const insert = `insert into people (name, boss, bytes, document, at, tags, fraction) overriding system value
    values ($1, 2, $2, $3, $4, $5, $6), (null, null, '', '[]', null, '{}', 'NaN')`
  const document = JSON.stringify({ deep: [awkward, null, 1e300, { '': false }] })
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
  await run(source, insert, [
    awkward,
    bytes,
    document,
    new Date(1_700_000_000_123),
    ['a', 'b,"{}\\', null],
    0.1,
  ])
  await run(source, "insert into a_child values (1, 'note')")
  await run(source, 'update seed set epoch = 9')
  await run(source, "select nextval('loose'), nextval('loose')")
  return source
}

async function readAll(connection: PostgresConnection) {
  const client = await openClient(connection, silentLog)
  await client.query("set timezone = 'UTC'; set datestyle = 'ISO'")
  const tables: unknown[] = []
  for (const table of ['people', 'a_child', 'seed', 'loose']) {
    const columns = table === 'loose' ? 'last_value, is_called' : 't::text'
    tables.push((await client.query(`select ${columns} from ${table} t order by 1`)).rows)
  }
  const constraints = await client.query(
    "select conname, pg_get_constraintdef(oid), convalidated from pg_constraint where conrelid::regclass::text in ('people', 'a_child', 'seed') order by 1",
  )
  await client.end()
  return { tables, constraints: constraints.rows }
}

const other = await findOtherPostgres()

const options = () => ({ migrationsDirectory: migrations })

describe('a backup', () => {
  it('brings back every value, position and constraint in an empty database', async () => {
    const source = await makeFilled()
    const file = join(folder, 'all.backup')
    expect(await backupDatabase(source, file)).toEqual({ tables: 3, rows: 4 })
    const target = await createEmptyDatabase()
    expect(await restoreDatabase(target, file, options())).toEqual({ tables: 3, rows: 4 })

    expect(await readAll(target)).toEqual(await readAll(source))
    expect(await run(target, "insert into people (name) values ('next') returning id")).toEqual([{ id: 3 }])
    expect(await run(target, "select nextval('loose') as next")).toEqual([{ next: 3 }])
    await expect(run(target, "insert into a_child values (99, 'orphan')")).rejects.toThrow(/foreign key/)
    expect(await run(target, "insert into a_child values (1, 'live') returning note")).toEqual([
      { note: 'live!' },
    ])
    expect(await bringUp(target)).toBe(target)
  })

  it('goes into a database that was migrated and not used, and not over data unless told', async () => {
    const source = await makeFilled()
    const file = join(folder, 'over.backup')
    await backupDatabase(source, file)
    const target = await bringUp(await createEmptyDatabase())
    await restoreDatabase(target, file, options())
    await run(target, "insert into people (name) values ('later')")
    await expect(restoreDatabase(target, file, options())).rejects.toThrow(
      /holds data already \(in a_child\)/,
    )
    expect(await run(target, 'select count(*) as count from people')).toEqual([{ count: 3 }])
    await restoreDatabase(target, file, { ...options(), overwrite: true })
    expect(await readAll(target)).toEqual(await readAll(source))
  })

  it('shows one moment while others write', async () => {
    const source = await makeFilled()
    const writer = openPool(source, { max: 1, log: silentLog })
    let writing = true
    const insertPairs = async () => {
      while (writing) {
        await writer.query(
          "with p as (insert into people (name) values ('p') returning id) insert into a_child select id, 'pair' from p",
        )
      }
    }
    const done = insertPairs()
    const file = join(folder, 'busy.backup')
    for (let round = 0; round < 5; round += 1) {
      await backupDatabase(source, file)
      const target = await createEmptyDatabase()
      // People come after their notes in the file, so a second snapshot would show notes of people unknown, or fewer notes.
      await restoreDatabase(target, file, options())
      const rows = await run(
        target,
        'select (select count(*) from people) - (select count(*) from a_child) as alone',
      )
      expect(rows).toEqual([{ alone: 1 }])
    }
    writing = false
    await done
    await writer.end()
  })

  it('is a file for its owner only, and leaves none behind when it fails', async () => {
    const file = join(folder, 'mode.backup')
    await backupDatabase(await makeFilled(), file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await expect(backupDatabase(await createEmptyDatabase(), join(folder, 'none.backup'))).rejects.toThrow(
      /never migrated/,
    )
    await expect(backupDatabase(await makeFilled(), join(folder, 'no', 'where'))).rejects.toThrow(
      /Choose another place/,
    )
    expect(
      (await readdir(folder)).filter((name) => name.includes('none') || name.includes('partial')),
    ).toEqual([])
  })

  it('is refused when damaged, cut short, or something else, and changes nothing then', async () => {
    const file = join(folder, 'whole.backup')
    await backupDatabase(await makeFilled(), file)
    const whole = gunzipSync(await readFile(file))
    const bitten = Buffer.from(whole)
    const place = bitten.indexOf('snowman')
    bitten.write('snowmen', place)
    const cases = [
      [gzipSync(bitten), /damaged/],
      [gzipSync(whole.subarray(0, whole.length - 37)), /cut short/],
      [(await readFile(file)).subarray(0, 300), /cut short/],
      [Buffer.from('hello'), /not a backup/],
      [gzipSync('hello, this is longer'), /not a backup/],
    ] as const
    const target = await bringUp(await createEmptyDatabase())
    for (const [bytes, words] of cases) {
      await writeFile(join(folder, 'bad.backup'), bytes)
      await expect(restoreDatabase(target, join(folder, 'bad.backup'), options())).rejects.toThrow(words)
    }
    await expect(restoreDatabase(target, join(folder, 'missing'), options())).rejects.toThrow(
      /There is no file/,
    )
    expect(await run(target, 'select count(*) as count from people')).toEqual([{ count: 0 }])
    expect(await run(target, 'select epoch from seed')).toEqual([{ epoch: 1 }])
  })

  it('is refused by a Keywright that does not know its migrations, and by a database that is ahead of it', async () => {
    const file = join(folder, 'versions.backup')
    await backupDatabase(await makeFilled(), file)
    const older = await mkdtemp(join(folder, 'older-'))
    await expect(
      restoreDatabase(await createEmptyDatabase(), file, { migrationsDirectory: older }),
    ).rejects.toThrow(/migration 202601010000_people.sql, which this Keywright does not know/)
    const newer = await mkdtemp(join(folder, 'newer-'))
    await writeFile(join(newer, '202601010000_people.sql'), schema)
    await writeFile(
      join(newer, '202601020000_more.sql'),
      'alter table people add column shoe integer not null',
    )
    const ahead = await bringUp(await createEmptyDatabase(), newer)
    await expect(restoreDatabase(ahead, file, { migrationsDirectory: newer })).rejects.toThrow(
      /Restore into an empty database/,
    )
    const target = await createEmptyDatabase()
    await restoreDatabase(target, file, { migrationsDirectory: newer })
    expect(await run(target, 'select name from schema_migrations')).toEqual([
      { name: '202601010000_people.sql' },
    ])
  })

  it.runIf(other)(`crosses major versions in both directions (${other?.version})`, async () => {
    const server = await startOtherPostgres(join(folder, 'other'), other)
    try {
      const source = await makeFilled()
      const there = await createEmptyDatabase(server.connection)
      const back = await createEmptyDatabase()
      await backupDatabase(source, join(folder, 'there.backup'))
      await restoreDatabase(there, join(folder, 'there.backup'), options())
      await backupDatabase(there, join(folder, 'back.backup'))
      await restoreDatabase(back, join(folder, 'back.backup'), options())
      const all = await Promise.all(
        [source, there, back].map(async (connection) => (await readAll(connection)).tables),
      )
      expect(all[1]).toEqual(all[0])
      expect(all[2]).toEqual(all[0])
      const { server_version } = (await run(there, 'show server_version'))[0]
      expect(server_version).not.toMatch(/^18/)
    } finally {
      await server.stop()
    }
  })
})
