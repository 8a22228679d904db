/**
 * Opens connection pools. Knows how to speak to PostgreSQL (timeouts, parsers, named statements), and nothing of what is said.
 */
import pg from 'pg'
import type { Log } from '../log/log.ts'
import { gatherWrites } from './gather-writes.ts'
import { createStatementNames, nameStatements } from './named-statements.ts'

/** Where our tables are, if not where the database itself looks for tables that are named without a schema. */
export interface InSchema {
  schema?: string | undefined
}

/** Where a server is reached. On Unix the embedded server's `host` is the folder of its socket. */
export interface PostgresConnection {
  host: string
  port?: number
  user: string
  password: string
  database: string
}

/** A connection by its parts, or by the URL the operator gave. */
export type PostgresTarget = pg.ClientConfig & InSchema

export interface OpenPoolOptions {
  /** How many connections at most. */
  max: number
  log: Log
  /** Off for connection poolers that cannot carry prepared statements (PgBouncer below 1.21 in transaction mode). */
  namedStatements?: boolean
}

const int8Oid = 20

/**
 * Opens a pool whose clients name their statements, read `int8` as a number, give up connecting after five seconds,
 * and never end the process when PostgreSQL closes one of them.
 */
export function openPool(
  { schema, ...connection }: PostgresTarget,
  { max, log, namedStatements = true }: OpenPoolOptions,
): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    types: { getTypeParser },
    fallback_application_name: 'keywright',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // Each backend's plans and caches grow with time, so connections are renewed.
    maxLifetimeSeconds: 3_600,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // What need not wait for an answer is sent behind what came before: each wait wakes two processes.
    pipeline: true,
    onConnect: (client) => limitSession(client, schema),
  })
  const names = namedStatements ? createStatementNames() : undefined
  pool.on('connect', (client) => {
    // A client that is lent out has no listener of the pool's, and an `error` event without a listener ends the process.
    client.on('error', (error) => log.debug({ err: error }, 'postgres connection ended'))
    if (names) nameStatements(client, names)
    gatherWrites(client)
  })
  pool.on('error', (error) => log.warn({ err: error }, 'idle postgres connection lost'))
  return pool
}

/** Opens one connection outside any pool, for locks and long work. The caller ends it. */
export async function openClient({ schema, ...connection }: PostgresTarget, log: Log): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection,
    types: { getTypeParser },
    fallback_application_name: 'keywright',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', (error) => log.debug({ err: error }, 'postgres connection ended'))
  try {
    await client.connect()
    if (schema !== undefined) await client.query(searchIn(schema))
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  return client
}

/** Set by a statement and not as start-up parameters, which connection poolers refuse. */
async function limitSession(client: pg.ClientBase, schema: string | undefined): Promise<void> {
  // One writing transaction left open hides every later event from all readers, so none may idle for long.
  const limits = "set idle_in_transaction_session_timeout = '5s'; set statement_timeout = '30s'"
  await client.query(schema === undefined ? limits : `${limits}; ${searchIn(schema)}`)
}

/** Only there: a table of the app's must never be taken for one of ours that is missing. */
function searchIn(schema: string): string {
  return `set search_path = ${pg.escapeIdentifier(schema)}`
}

const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid: number, format?: 'text' | 'binary') => {
  if (oid === int8Oid && format !== 'binary') return parseInt8
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`bigint ${text} does not fit a number; select it as text`)
  return value
}
