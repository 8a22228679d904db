/**
 * Tells the rest of the process what a transaction was about, once it has committed and not before. What is kept in memory
 * can then be dropped before the answer to the change goes out.
 */
import {
  type CompiledQuery,
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
  kept: KeptQuery[]
  listeners: ReadonlySet<Listener>
}

/** A statement that is put together when its transaction commits. */
export interface KeptQuery {
  compile(): CompiledQuery
  /** What its failure means to whoever waits for the commit; absent: what the database says. */
  explain?: Explain | undefined
}

export type Explain = (error: unknown) => unknown

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

/** Finds a statement that is kept for the commit of the transaction, or adds one; `undefined` when none is open. */
export async function keepUntilCommit<Kept extends KeptQuery>(
  tx: Db,
  find: (kept: readonly KeptQuery[]) => Kept | undefined,
  make: () => Kept,
): Promise<Kept | undefined> {
  return await tx.getExecutor().provideConnection(async (connection) => {
    const channel = channels.get(connection)
    if (!channel?.pending) return undefined
    const found = find(channel.kept)
    if (found) return found
    const made = make()
    channel.kept.push(made)
    return made
  })
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

  /** Not waited for: the first statement follows at once. Nothing but the loss of the connection makes it fail, and both with it. */
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    super.beginTransaction(connection, settings).catch(() => undefined)
    setPending(connection, [])
  }

  override async commitTransaction(connection: DatabaseConnection) {
    const { pending: notes = [], kept = [] } = channels.get(connection) ?? {}
    try {
      // One behind the other on the wire. The first write that fails is the error that counts: those behind it, and the
      // commit, only tell that there was one.
      const writing = kept.map((query) => connection.executeQuery(query.compile()))
      const outcomes = await Promise.allSettled([...writing, super.commitTransaction(connection)])
      const failed = outcomes.findIndex(({ status }) => status === 'rejected')
      const outcome = outcomes[failed]
      if (outcome?.status === 'rejected') throw kept[failed]?.explain?.(outcome.reason) ?? outcome.reason
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
