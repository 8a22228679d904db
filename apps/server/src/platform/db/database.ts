/** The typed way to the database, and the meaning of the errors it returns. */
import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, type Transaction, type TransactionBuilder } from 'kysely'
import type pg from 'pg'
import { createNotingDialect } from './commit-notes.ts'
import type { Schema } from './schema.generated.ts'

/** A database to write queries with. Repository functions take it first, so that they work inside and outside a transaction. */
export type Db = Kysely<Schema>

/** A `Db` with a transaction open on it. */
export type Tx = Transaction<Schema>

/**
 * PostgreSQL ends one of the transactions that wait for each other in a circle, or that cannot be put in an order. Nothing of
 * it has happened, so it is done again, once, after a moment: what it collided with wakes up first, and finds the way free.
 */
class Database extends Kysely<Schema> {
  override transaction(): TransactionBuilder<Schema> {
    const builder = super.transaction()
    const once = builder.execute.bind(builder)
    builder.execute = (work) =>
      once(work).catch(async (error: unknown) => {
        if (!isCollision(error)) throw error
        await pause(10 + Math.random() * 20)
        return await once(work)
      })
    return builder
  }
}

/** Puts the query writer over a pool. Ending the database ends the pool. */
export function createDatabase(pool: pg.Pool): Db {
  const { dialect, bind } = createNotingDialect({ pool })
  const db = new Database({ dialect })
  bind(db)
  return db
}

/** Whether a row was refused because another one has the same value; with a name, by exactly that constraint or index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false
  return constraint === undefined || isOf(error, 'constraint', constraint)
}

/** What a transaction was decided upon has changed before it committed: nothing of it has happened, and it is done again. */
export class Collision extends Error {
  readonly code = '40001'
}

/** Whether a transaction was ended for the sake of another one: a deadlock (40P01), or a failure to serialise (40001). */
function isCollision(error: unknown): boolean {
  return codeOf(error) === '40P01' || codeOf(error) === '40001'
}

/** Whether a row was refused because a column that always has a value got none. */
export function isMissingValue(error: unknown, table: string, column: string): boolean {
  return codeOf(error) === '23502' && isOf(error, 'table', table) && isOf(error, 'column', column)
}

/** Whether a row was refused because what it belongs to is gone. */
export function isForeignKeyViolation(error: unknown, table: string): boolean {
  return codeOf(error) === '23503' && isOf(error, 'table', table)
}

function isOf(error: unknown, property: string, value: string): boolean {
  return error instanceof Error && Reflect.get(error, property) === value
}

const socketCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])

/**
 * SQLSTATE outside class 08 that mean the server cannot serve us now: shutting down (57P01), crashed (57P02), starting
 * (57P03), too many connections (53300), a full disk (53100), no memory (53200), or, during a failover, a standby that
 * cannot write (25006).
 */
const unavailableStates = new Set(['57P01', '57P02', '57P03', '53100', '53200', '53300', '25006'])

/** What the driver says in words only: it gives these errors no code. */
const driverMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
]

/** Whether an error means that the database is out of reach, and not that it refused what it was asked. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (typeof code === 'string') {
    if (socketCodes.has(code) || unavailableStates.has(code) || code.startsWith('08')) return true
    // The socket's file is gone while the embedded server is down.
    if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'
  }
  if (driverMessages.some((message) => error.message.startsWith(message))) return true
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isConnectionError)
  return isConnectionError(error.cause)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
