import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/test-database.ts'
import { anyOf } from './any-of.ts'

const { db, close } = await createTestDatabase()
afterAll(close)

async function matching(values: readonly string[]): Promise<string[]> {
  const found = await sql<{
    x: string
  }>`select x from (values ('a'), ('b'), ('c')) as t (x) where x = ${anyOf(values)}`.execute(db)
  return found.rows.map(({ x }) => x)
}

describe('any of several values', () => {
  it.each([[[]], [['b']], [['c', 'a']]])('finds exactly %j', async (values: string[]) => {
    expect((await matching(values)).sort()).toEqual([...values].sort())
  })

  it('compares bytes as well', async () => {
    const hashes = [Buffer.from([1]), Buffer.from([2])]
    const found = await sql`select where ${hashes[1]}::bytea = ${anyOf(hashes)}`.execute(db)
    expect(found.rows).toHaveLength(1)
  })

  it('writes one value as itself, so that a named statement keeps its plan', () => {
    expect(sql`select ${anyOf(['a'])}`.compile(db).sql).toBe('select $1')
  })
})
