import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Makes whoever else locks this name wait until the transaction ends, for what has no row to lock, or none yet. Those who
 * share it do not wait for each other. Two names may meet in one key: then one waits in vain, and no more.
 */
export async function lockName(tx: Db, name: string, mode: 'alone' | 'shared' = 'alone'): Promise<void> {
  const key = sql`hashtextextended(${name}, 0)`
  await (mode === 'alone'
    ? sql`select pg_advisory_xact_lock(${key})`
    : sql`select pg_advisory_xact_lock_shared(${key})`
  ).execute(tx)
}
