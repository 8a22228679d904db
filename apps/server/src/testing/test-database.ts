/** A database for a test file, cloned from the migrated template of the run; `inject` hands over where that is. */
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { inject } from 'vitest'
import { createDatabase, type Db } from '../platform/db/database.ts'
import { openClient, openPool, type PostgresConnection } from '../platform/db/open-postgres.ts'
import { silentLog } from '../platform/log/log.ts'
// Brings the declaration of what is injected.
import type {} from './global-setup.ts'

/** A database of one test file. */
export interface TestDatabase {
  db: Db
  pool: pg.Pool
  connection: PostgresConnection
  /** Back to a freshly migrated database: every row goes, but those that migrations themselves insert. */
  reset(): Promise<void>
  /** Ends the pool and drops the database. */
  close(): Promise<void>
}

/** Makes a database as the migrations leave it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('testTemplate')
  const connection = { ...template, database: `test_${randomBytes(8).toString('hex')}` }
  await runOnServer(
    template,
    `create database ${connection.database} template ${template.database} strategy wal_log`,
  )
  const pool = openPool(connection, { max: 10, log: silentLog })
  const db = createDatabase(pool)
  const reset = await prepareReset(pool)
  return {
    db,
    pool,
    connection,
    reset,
    async close() {
      await db.destroy()
      await runOnServer(template, `drop database if exists ${connection.database} with (force)`)
    },
  }
}

/** From a database that is never cloned: a template may have no sessions. */
async function runOnServer(template: PostgresConnection, statement: string): Promise<void> {
  const client = await openClient({ ...template, database: 'postgres' }, silentLog)
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const tablesQuery = `
  select c.relname as name,
    array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
      where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid) as parents
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'`

interface Table {
  name: string
  parents: string[]
}

/** Deleting is five times as fast as truncating here; all of it is one message to the server, and so one transaction. */
async function prepareReset(pool: pg.Pool): Promise<() => Promise<void>> {
  const { rows: tables } = await pool.query<Table>(tablesQuery)
  const seeded = await keepSeeds(pool, tables)
  const childrenFirst = orderChildrenFirst(tables)
  const statement = [
    ...childrenFirst.map(({ name }) => `delete from ${name}`),
    ...seeded.map((name) => `insert into ${name} overriding system value table seeds.${name}`),
  ].join('; ')
  return async () => void (await pool.query(statement))
}

/** Copies what the migrations inserted, and names the tables that have any. */
async function keepSeeds(pool: pg.Pool, tables: readonly Table[]): Promise<string[]> {
  const probes = tables.map(({ name }) => `select '${name}' as name where exists (select from ${name})`)
  const { rows } = await pool.query<{ name: string }>(probes.join(' union all '))
  const copies = rows.map(({ name }) => `create table seeds.${name} as table ${name}`)
  await pool.query(['create schema seeds', ...copies].join('; '))
  return rows.map(({ name }) => name)
}

/** References between tables decide the order, whatever they do on deletion. */
function orderChildrenFirst(tables: readonly Table[]): Table[] {
  const ordered: Table[] = []
  let rest = [...tables]
  while (rest.length > 0) {
    const free = rest.filter(({ name }) => !rest.some(({ parents }) => parents.includes(name)))
    if (free.length === 0)
      throw new Error(
        `These tables reference each other in a circle: ${rest.map(({ name }) => name).join(', ')}`,
      )
    ordered.push(...free)
    rest = rest.filter((table) => !free.includes(table))
  }
  return ordered
}
