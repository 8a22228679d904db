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
import { type CommitWrite, joinWrites } from './join-writes.ts'
import type { Schema } from './schema.generated.ts'

type Db = Kysely<Schema>

type Listener = (note: unknown) => void

/** The notes of one connection's transaction, and who hears them. */
interface Channel {
  /** `undefined`: no transaction is open, and notes go out at once. */
  pending: unknown[] | undefined
  /** Sends the beginning, until it was sent. A transaction of one statement has none. */
  begin: (() => Promise<void>) | undefined
  isBegun: boolean
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
    if (!channels.has(connection)) beginFirst(connection)
    channels.set(connection, { ...closed(), isBegun: false, listeners: this.#listeners })
    return connection
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    const begin = () => super.beginTransaction(connection, settings)
    setChannel(connection, { pending: [], kept: [], begin, isBegun: false })
  }

  override async commitTransaction(connection: DatabaseConnection) {
    const { pending: notes = [], kept = [], begin } = channels.get(connection) ?? {}
    try {
      const writes = joinWrites(kept.map(({ compile, explain }) => ({ query: compile(), explain })))
      const isAlone = begin !== undefined && writes.length < 2
      if (isAlone) setChannel(connection, { begin: undefined })
      await this.#send(connection, writes, isAlone ? [] : [() => super.commitTransaction(connection)])
    } finally {
      // Also after a failed commit: the connection may have broken after the database had committed.
      setChannel(connection, closed())
      const channel = channels.get(connection)
      if (channel) announce(channel, notes)
    }
  }

  /** One behind the other on the wire. The first that fails is the error that counts: those behind it only tell that there was one. */
  async #send(connection: DatabaseConnection, writes: readonly CommitWrite[], end: (() => Promise<void>)[]) {
    const sent = [...writes.map(({ query }) => connection.executeQuery(query)), ...end.map((send) => send())]
    const outcomes = await Promise.allSettled(sent)
    const failed = outcomes.findIndex(({ status }) => status === 'rejected')
    const outcome = outcomes[failed]
    if (outcome?.status === 'rejected') throw writes[failed]?.explain?.(outcome.reason) ?? outcome.reason
  }

  override async rollbackTransaction(connection: Parameters<PostgresDriver['rollbackTransaction']>[0]) {
    setChannel(connection, closed())
    if (channels.get(connection)?.isBegun) await super.rollbackTransaction(connection)
  }
}

/** No transaction is open. */
const closed = () => ({ pending: undefined, kept: [], begin: undefined })

function setChannel(connection: DatabaseConnection, state: Partial<Channel>): void {
  const channel = channels.get(connection)
  if (channel) Object.assign(channel, state)
}

/** Sends the beginning of a transaction before its first statement, without waiting: if it fails, so does all that follows. */
function beginFirst(connection: DatabaseConnection): void {
  const execute = connection.executeQuery.bind(connection)
  connection.executeQuery = (...input) => {
    const channel = channels.get(connection)
    const begin = channel?.begin
    if (channel && begin) {
      Object.assign(channel, { begin: undefined, isBegun: true })
      begin().catch(() => undefined)
    }
    return execute(...input)
  }
}

function announce({ listeners }: Channel, notes: readonly unknown[]): void {
  for (const note of notes) for (const listener of listeners) listener(note)
}
