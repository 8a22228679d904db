/**
 * Makes one statement of those that are kept for a commit: each one by itself is started, answered and waited for by two
 * processes. PostgreSQL runs the parts of a statement in no order that one may rely on, none sees what another one writes,
 * and foreign keys are checked behind all of them (PostgreSQL manual, 7.8.4). So only plain writes of different tables are
 * joined.
 */
import type { CompiledQuery } from 'kysely'

/** A statement of a commit. `explain`: what its failure means, or the error it was given. */
export interface CommitWrite {
  query: CompiledQuery
  explain?: ((error: unknown) => unknown) | undefined
}

/**
 * How a statement begins that runs behind all others of its commit, so that what it locks is locked last. What locks must
 * ask whether `earlier.done >= 0`: that is known once the rows that others know are locked, and always so.
 */
export const behindOthers = 'with earlier as (select 1 as done)'

const plainWrite = /^(?:insert into "(\w+)" \([^()]*\) values \(|update "(\w+)" set )/

/** The same writes in as few statements as may be. What begins with `behindOthers` comes last. */
export function joinWrites(writes: readonly CommitWrite[]): CommitWrite[] {
  const last = writes.filter(isLast)
  const groups: CommitWrite[][] = []
  for (const write of writes) {
    if (isLast(write)) continue
    const group = groups.at(-1)
    if (group && isJoinable(write, group)) group.push(write)
    else groups.push([write])
  }
  const ready = groups.at(-1)
  const [first, ...more] = last
  if (first && ready?.every((write) => tableOf(write) !== undefined)) groups.splice(-1, 1, [...ready, first])
  else if (first) groups.push([first])
  return [...groups, ...more.map((write) => [write])].map(join)
}

function isLast({ query }: CommitWrite): boolean {
  return query.sql.startsWith(behindOthers)
}

/** Of two writes of one table the second may mean the row of the first. */
function isJoinable(write: CommitWrite, group: readonly CommitWrite[]): boolean {
  const table = tableOf(write)
  return table !== undefined && group.every((other) => ![table, undefined].includes(tableOf(other)))
}

function tableOf({ query }: CommitWrite): string | undefined {
  const found = plainWrite.exec(query.sql)
  return found?.[1] ?? found?.[2]
}

function join(group: readonly CommitWrite[]): CommitWrite {
  const [only] = group
  if (only && group.length === 1) return only
  const queries = group.map(({ query }) => query)
  const [last] = queries.slice(-1)
  return {
    query: {
      ...(last as CompiledQuery),
      sql: joinedText(queries),
      parameters: queries.flatMap(({ parameters }) => parameters),
    },
    explain: (error) => group.reduce((known, { explain }) => explain?.(known) ?? known, error),
  }
}

/** Only statements that are written down once are joined, so there are few of these. */
const texts = new Map<string, string>()

function joinedText(queries: readonly CompiledQuery[]): string {
  const name = queries.map(({ sql }) => sql).join('\n')
  const known = texts.get(name)
  if (known !== undefined) return known
  const text = writeJoined(queries)
  texts.set(name, text)
  return text
}

function writeJoined(queries: readonly CompiledQuery[]): string {
  let offset = 0
  const shifted = queries.map(({ sql, parameters }) => {
    const by = offset
    offset += parameters.length
    return sql.replace(/\$(\d+)/g, (_text, place) => `$${Number(place) + by}`)
  })
  const last = shifted.pop() ?? ''
  const parts = shifted.map(
    (text, index) => `w${index} as (${text}${locks(text) ? ' returning 1 as done' : ''})`,
  )
  if (!last.startsWith(behindOthers)) return `with ${parts.join(', ')} ${last}`
  const waits = shifted.flatMap((text, index) => (locks(text) ? [`(select count(*) from w${index})`] : []))
  const earlier = `earlier as (select ${waits.join(' + ') || 1} as done)`
  return `with ${parts.join(', ')}, ${earlier}${last.slice(behindOthers.length)}`
}

/** An update locks a row that others know. */
function locks(text: string): boolean {
  return text.startsWith('update') && !text.includes(' returning ')
}
