import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { silentLog } from '../log/log.ts'
import { createDatabase, type Db } from './database.ts'
import { openPool } from './open-postgres.ts'
import { refreshStatistics } from './table-statistics.ts'

let app: TestApp
/** One connection, on which the plans are. Autovacuum is off in tests. */
let db: Db
beforeAll(async () => {
  app = await createTestApp()
  db = createDatabase(openPool(app.database.connection, { max: 1, log: silentLog }))
})
afterAll(async () => {
  await db.destroy()
  await app.close()
})

async function addVerifications(count: number) {
  await sql`insert into verifications (instance_id, id, strategy, status, purpose, owner_id, expire_at)
    select ${app.instance.id}, 'ver_' || gen_random_uuid(), 'password', 'verified', 'sign_in', 'sia_1', now()
    from generate_series(1, ${count}::int)`.execute(db)
  // What a backend has counted is seen by others within a second otherwise.
  await sql`select pg_stat_force_next_flush()`.execute(db)
}

/** How many blocks the prepared statement touches. */
async function blocksOfOne(): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number } }] }>`
    explain (analyze, buffers, format json) execute one(${sql.lit(app.instance.id)}, 'ver_none')`.execute(db)
  return rows[0]?.['QUERY PLAN'][0].Plan['Shared Hit Blocks'] ?? Number.NaN
}

describe('the statistics of our tables', () => {
  it('are made anew when a table has doubled, and not before', async () => {
    await refreshStatistics(db)
    await addVerifications(150)
    expect(await refreshStatistics(db)).toEqual([])
    await addVerifications(150)
    expect(await refreshStatistics(db)).toEqual(['verifications'])
    await addVerifications(250)
    expect(await refreshStatistics(db)).toEqual([])
    await addVerifications(250)
    expect(await refreshStatistics(db)).toEqual(['verifications'])
    expect(await refreshStatistics(db)).toEqual([])
  })

  it('end plans that were made when a table was empty', async () => {
    await sql`delete from verifications`.execute(db)
    await sql`analyze verifications`.execute(db)
    await sql`set plan_cache_mode = force_generic_plan`.execute(db)
    await sql`prepare one as select status from verifications where instance_id = $1 and id = $2`.execute(db)
    await blocksOfOne()
    await addVerifications(5_000)
    const before = await blocksOfOne()
    expect(before).toBeGreaterThan(50)
    expect(await refreshStatistics(db)).toEqual(['verifications'])
    expect(await blocksOfOne()).toBeLessThan(10)
  })
})
