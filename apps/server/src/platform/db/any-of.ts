import { type RawBuilder, sql } from 'kysely'

/**
 * The right side of `column = any of these`. One value is written as itself: PostgreSQL takes an array of unknown length
 * for ten values, finds that too dear, and would plan the named statement anew at every use.
 */
export function anyOf<Value extends string | Buffer>(values: readonly Value[]): RawBuilder<Value> {
  const [first] = values
  if (first === undefined) return sql<Value>`any('{}')`
  if (values.length === 1) return sql<Value>`${first}`
  const array = sql`${[...values]}`
  return typeof first === 'string' ? sql<Value>`any(${array}::text[])` : sql<Value>`any(${array}::bytea[])`
}
