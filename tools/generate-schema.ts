/**
 * Writes the types of the database's tables from the database itself: migrates an empty one and reads its catalog.
 *
 *   node --conditions=keywright-source tools/generate-schema.ts [--check]
 *
 * With `--check` nothing is written, and a file that is out of step is shown and fails.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { migrate } from '../apps/server/src/platform/db/migrate.ts'
import { openPool } from '../apps/server/src/platform/db/open-postgres.ts'
import { startScratchPostgres } from '../apps/server/src/platform/db/scratch-postgres.ts'
import { silentLog } from '../apps/server/src/platform/log/log.ts'

const root = join(import.meta.dirname, '..')
const migrations = join(root, 'apps/server/migrations')
const target = join(root, 'apps/server/src/platform/db/schema.generated.ts')

/** A column as the catalog has it. */
export interface Column {
  table: string
  name: string
  type: string
  nullable: boolean
  has_default: boolean
  always: boolean
}

const columnsQuery = `
  select c.relname as table, a.attname as name,
    case when e.oid is not null then e.typname || '[]' else t.typname end as type,
    not a.attnotnull as nullable,
    a.atthasdef or a.attidentity <> '' as has_default,
    a.attidentity = 'a' or a.attgenerated <> '' as always
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> 'schema_migrations'
  order by c.relname collate "C", a.attnum`

const scalarTypes: Record<string, string> = {
  text: 'string',
  varchar: 'string',
  uuid: 'string',
  inet: 'string',
  cidr: 'string',
  numeric: 'string',
  // Wider than a number can hold exactly.
  xid8: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  timestamptz: 'Date',
  bytea: 'Buffer',
}

const header = `/** The tables of the migrated database. Written by tools/generate-schema.ts; changed by a migration, never by hand. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/**
 * A \`jsonb\` column. What is read is to be parsed. Arrays are written as JSON text, since the driver takes a plain
 * array for an array of PostgreSQL's.
 */
export type Json = ColumnType<unknown, string | Record<string, unknown>, string | Record<string, unknown>>

/** A \`jsonb\` column with a default. */
export type GeneratedJson = ColumnType<
  unknown,
  string | Record<string, unknown> | undefined,
  string | Record<string, unknown>
>
`

async function readColumns(): Promise<Column[]> {
  const server = await startScratchPostgres()
  const pool = openPool(server.connection, { max: 1, log: silentLog })
  try {
    await migrate(pool, { directory: migrations, log: silentLog })
    return await queryColumns(pool)
  } finally {
    await pool.end()
    await server.stop()
  }
}

async function queryColumns(pool: pg.Pool): Promise<Column[]> {
  return (await pool.query<Column>(columnsQuery)).rows
}

/** The text of the generated file. */
export function writeSchema(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, ({ table }) => table)
  const interfaces = [...tables].map(([table, of]) => {
    const lines = of.map((column) => `  ${column.name}: ${typeOf(column)}\n`)
    return `export interface ${interfaceName(table)} {\n${lines.join('')}}\n`
  })
  const entries = [...tables.keys()].map((table) => `  ${table}: ${interfaceName(table)}\n`)
  const body = [
    ...interfaces,
    `/** Every table by its name. */\nexport interface Schema {\n${entries.join('')}}\n`,
  ].join('\n')
  return `${withoutUnused(header, body)}\n${body}`
}

/** An import or a type that no table uses would be dead code. */
function withoutUnused(head: string, body: string): string {
  const used = ['ColumnType', 'Generated', 'GeneratedAlways'].filter(
    (name) => name === 'ColumnType' || new RegExp(`\\b${name}<`).test(body),
  )
  return head.replace('{ ColumnType, Generated, GeneratedAlways }', `{ ${used.join(', ')} }`)
}

function interfaceName(table: string): string {
  const words = table.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Table`
}

function typeOf(column: Column): string {
  const orNull = column.nullable ? ' | null' : ''
  if (column.type === 'jsonb') return `${column.has_default ? 'GeneratedJson' : 'Json'}${orNull}`
  const type = `${valueType(column)}${orNull}`
  if (column.always) return `GeneratedAlways<${type}>`
  return column.has_default ? `Generated<${type}>` : type
}

function valueType({ table, name, type }: Column): string {
  const scalar = scalarTypes[type.replace(/\[\]$/, '')]
  if (scalar === undefined)
    throw new Error(`${table}.${name}: the type ${type} is not known to tools/generate-schema.ts`)
  return type.endsWith('[]') ? `${scalar}[]` : scalar
}

/** The lines that differ, `-` in the file and `+` in the database; `undefined` when there are none. */
export function compareLines(file: string, database: string): string | undefined {
  if (file === database) return undefined
  const before = file.split('\n')
  const after = database.split('\n')
  const common = countCommon(before, after)
  const lines: string[] = []
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      i += 1
      j += 1
    } else if (j >= after.length || (i < before.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push(`${i + 1}: - ${before[i]}`)
      i += 1
    } else {
      lines.push(`${i + 1}: + ${after[j]}`)
      j += 1
    }
  }
  return lines.join('\n')
}

/** For each pair of places, how many lines the two rests have in common, in order. */
function countCommon(before: readonly string[], after: readonly string[]): number[][] {
  const common = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? []
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const same = before[i] === after[j]
      row[j] = same ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), at(common, i, j + 1))
    }
  }
  return common
}

function at(table: readonly number[][], i: number, j: number): number {
  return table[i]?.[j] ?? 0
}

async function main(): Promise<void> {
  const text = writeSchema(await readColumns())
  if (!process.argv.includes('--check')) return writeFile(target, text)
  const difference = compareLines(await readFile(target, 'utf8').catch(() => ''), text)
  if (difference === undefined) return
  process.stderr.write(
    `${target} is out of step with the migrations. Run tools/generate-schema.ts.\n${difference}\n`,
  )
  process.exitCode = 1
}

if (import.meta.main) await main()
