/** Which statements a test sends, and which of them do not say whose rows they mean. */
import type pg from 'pg'

interface WatchedClient {
  query: (...input: unknown[]) => unknown
}

/** The texts of all statements that are sent from now on, each once. */
export function watchStatements(pool: pg.Pool): ReadonlySet<string> {
  const seen = new Set<string>()
  const watched = new WeakSet<object>()
  const connect = pool.connect.bind(pool) as (...input: unknown[]) => Promise<WatchedClient>
  const watch = (client: WatchedClient): WatchedClient => {
    if (watched.has(client)) return client
    watched.add(client)
    const { query } = client
    client.query = (...input) => {
      const [first] = input
      seen.add(typeof first === 'string' ? first : String(Reflect.get(Object(first), 'text')))
      return query.apply(client, input)
    }
    return client
  }
  // The pool's own `query` asks with a callback.
  pool.connect = (async (...input: unknown[]) =>
    input.length > 0 ? await connect(...input) : watch(await connect())) as typeof pool.connect
  return seen
}

/** A table where rows are read, changed or removed, and the name that it has there. */
const reference = /\b(?:from|join|update)\s+"?([a-z_]+)"?(?:\s+(?:as\s+)?"?([a-z_]\w*)"?)?/gi
/** What can come after the name of a table that has no other. */
const notNames =
  /^(where|set|on|join|inner|left|order|group|limit|for|using|returning|as|cross|union|values|and)$/i

/** The directory knows all instances: it reads these of each. */
const ofAllInstances = [
  'select * from "instance_hosts"',
  'select "instance_id", "proxy_url" from "domains" where "proxy_url" is not null',
  'select * from "oauth_connections" order by "created_at", "provider"',
  'select "id", "instance_id", "secret_hash", "sealed_secret", "revoked_at" from "instance_secret_keys"',
]

/** The statements, each with the tables in it of whose rows it does not say which instance's it means. */
export async function findStatementsOfAllInstances(
  pool: pg.Pool,
  statements: ReadonlySet<string>,
): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
    where column_name = 'instance_id' and table_schema = current_schema()`,
  )
  const tables = new Set(rows.map(({ name }) => name))
  return [...statements]
    .filter((statement) => !ofAllInstances.some((known) => statement.startsWith(known)))
    .flatMap((statement) => tablesOfAllInstances(statement, tables).map((name) => `${name}: ${statement}`))
}

function tablesOfAllInstances(statement: string, tables: ReadonlySet<string>): string[] {
  return [...statement.matchAll(reference)].flatMap(([, table = '', given = '']) => {
    const name = given === '' || notNames.test(given) ? table : given
    return tables.has(table) && !isCompared(statement, table, name) ? [`${table} as ${name}`] : []
  })
}

function isCompared(statement: string, table: string, name: string): boolean {
  const column = `"?\\b${name}"?\\."?instance_id"?`
  const isQualified = new RegExp(`${column}\\s*(=|in\\b)|=\\s*${column}`).test(statement)
  return isQualified || (name === table && /(?<!\.)"?\binstance_id"?\s*(=|in\b)/.test(statement))
}
