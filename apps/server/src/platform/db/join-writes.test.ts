import type { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { behindOthers, joinWrites } from './join-writes.ts'

const query = (sql: string, ...parameters: unknown[]) => ({ sql, parameters }) as unknown as CompiledQuery
const write = (sql: string, ...parameters: unknown[]) => ({ query: query(sql, ...parameters) })
const textsOf = (writes: Parameters<typeof joinWrites>[0]) =>
  joinWrites(writes).map(({ query: { sql, parameters } }) => [sql, ...parameters])

const insertInto = (table: string, value: unknown) =>
  write(`insert into "${table}" ("id") values ($1)`, value)
const log = (value: unknown) => write(`${behindOthers}, l as (select $1) select from earlier, l`, value)

describe('writes that are kept for a commit', () => {
  it('are one statement, with the values of each', () => {
    const update = write('update "a" set "x" = $1 where "id" = $2', 'y', 1)
    expect(textsOf([update, insertInto('b', 2), insertInto('c', 3)])).toEqual([
      [
        'with w0 as (update "a" set "x" = $1 where "id" = $2 returning 1 as done), w1 as (insert into "b" ("id") values ($3)) insert into "c" ("id") values ($4)',
        ...['y', 1, 2, 3],
      ],
    ])
  })

  it('are left as they are where one alone is kept, and where none is', () => {
    expect(textsOf([insertInto('a', 1)])).toEqual([['insert into "a" ("id") values ($1)', 1]])
    expect(joinWrites([])).toEqual([])
  })

  // Neither would see the other, whichever came first.
  it('are not joined where two are of one table', () => {
    const again = write('update "a" set "x" = $1', 2)
    expect(textsOf([insertInto('a', 1), again, insertInto('b', 3)])).toEqual([
      ['insert into "a" ("id") values ($1)', 1],
      ['with w0 as (update "a" set "x" = $1 returning 1 as done) insert into "b" ("id") values ($2)', 2, 3],
    ])
  })

  it('are not joined where one reads, and keep their order around it', () => {
    const reading = write('insert into "b" ("id") select "id" from "a" where "id" = $1', 2)
    expect(textsOf([insertInto('a', 1), reading, insertInto('c', 3)])).toEqual([
      ['insert into "a" ("id") values ($1)', 1],
      ['insert into "b" ("id") select "id" from "a" where "id" = $1', 2],
      ['insert into "c" ("id") values ($1)', 3],
    ])
  })

  // Elsewhere the row that an update locks is locked first, and what comes behind all others last: two would wait in a circle.
  it('lock what the last of them locks behind all else', () => {
    const update = write('update "a" set "x" = $1', 'y')
    expect(textsOf([log('l'), update, insertInto('b', 2)])).toEqual([
      [
        'with w0 as (update "a" set "x" = $1 returning 1 as done), w1 as (insert into "b" ("id") values ($2)), earlier as (select (select count(*) from w0) as done), l as (select $3) select from earlier, l',
        ...['y', 2, 'l'],
      ],
    ])
    expect(textsOf([log('l'), insertInto('b', 2)])).toEqual([
      [
        'with w0 as (insert into "b" ("id") values ($1)), earlier as (select 1 as done), l as (select $2) select from earlier, l',
        ...[2, 'l'],
      ],
    ])
    expect(textsOf([log('l')])).toEqual([[`${behindOthers}, l as (select $1) select from earlier, l`, 'l']])
  })

  it('have the meaning of the one that failed', () => {
    const explained = (name: string) => ({
      ...insertInto(name, 1),
      explain: (error: unknown) => (error === name ? `${name} failed` : error),
    })
    const [joined] = joinWrites([explained('a'), insertInto('b', 1), explained('c')])
    expect(['a', 'b', 'c'].map((name) => joined?.explain?.(name))).toEqual(['a failed', 'b', 'c failed'])
  })
})
