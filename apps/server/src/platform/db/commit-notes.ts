/**
 * Tells the rest of the process what a transaction was about, once it has committed and not before. What is kept in memory
 * can then be dropped before the answer to the change goes out.
 */
import {
  type DatabaseConnection,
  type Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely'
import type { Schema } from './schema.generated.ts'

type Db = Kysely<Schema>

type Listener = (note: unknown) => void

/** The notes of one connection's transaction, and who hears them. */
interface Channel {
  /** `undefined`: no transaction is open, and notes go out at once. */
  pending: unknown[] | undefined
  /** What the transaction has still to write before it commits. */
  kept: unknown[]
  listeners: ReadonlySet<Listener>
}

const channels = new WeakMap<DatabaseConnection, Channel>()
const listenersOf = new WeakMap<Db, Set<Listener>>()

/** A dialect whose transactions carry notes. */
export function createNotingDialect(config: PostgresDialectConfig): {
  dialect: PostgresDialect
  bind: (db: Db) => void
} {
  const listeners = new Set<Listener>()
  const dialect = new PostgresDialect(config)
  dialect.createDriver = () => new NotingDriver(config, listeners)
  return { dialect, bind: (db) => void listenersOf.set(db, listeners) }
}

/** Hears the notes of every transaction that commits through this database. Returns how to stop. */
export function onCommit(db: Db, listener: Listener): () => void {
  const listeners = listenersOf.get(db)
  listeners?.add(listener)
  return () => void listeners?.delete(listener)
}

/** Leaves a note that is heard when the transaction commits, and never if it does not. */
export async function noteAtCommit(tx: Db, note: unknown): Promise<void> {
  await tx.getExecutor().provideConnection(async (connection) => {
    const channel = channels.get(connection)
    if (channel?.pending) channel.pending.push(note)
    else if (channel) announce(channel, [note])
  })
}

/** Keeps something for the end of the transaction; `false` when none is open. */
export async function keepUntilCommit(tx: Db, item: unknown): Promise<boolean> {
  return await tx.getExecutor().provideConnection(async (connection) => {
    const channel = channels.get(connection)
    if (!channel?.pending) return false
    channel.kept.push(item)
    return true
  })
}

/** Hands over what was kept for the end of the transaction. */
export async function takeKept(tx: Db): Promise<unknown[]> {
  return await tx
    .getExecutor()
    .provideConnection(async (connection) => channels.get(connection)?.kept.splice(0) ?? [])
}

class NotingDriver extends PostgresDriver {
  readonly #listeners: ReadonlySet<Listener>

  constructor(config: PostgresDialectConfig, listeners: ReadonlySet<Listener>) {
    super(config)
    this.#listeners = listeners
  }

  override async acquireConnection(...input: Parameters<PostgresDriver['acquireConnection']>) {
    const connection = await super.acquireConnection(...input)
    channels.set(connection, { pending: undefined, kept: [], listeners: this.#listeners })
    return connection
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    await super.beginTransaction(connection, settings)
    setPending(connection, [])
  }

  override async commitTransaction(connection: DatabaseConnection) {
    const { pending: notes = [], kept = [] } = channels.get(connection) ?? {}
    if (kept.length > 0) throw new Error('a transaction is committed without its last writes')
    try {
      await super.commitTransaction(connection)
    } finally {
      // Also after a failed commit: the connection may have broken after the database had committed.
      setPending(connection, undefined)
      const channel = channels.get(connection)
      if (channel) announce(channel, notes)
    }
  }

  override async rollbackTransaction(connection: Parameters<PostgresDriver['rollbackTransaction']>[0]) {
    setPending(connection, undefined)
    await super.rollbackTransaction(connection)
  }
}

function setPending(connection: DatabaseConnection, pending: unknown[] | undefined): void {
  const channel = channels.get(connection)
  if (channel) Object.assign(channel, { pending, kept: [] })
}

function announce({ listeners }: Channel, notes: readonly unknown[]): void {
  for (const note of notes) for (const listener of listeners) listener(note)
}
