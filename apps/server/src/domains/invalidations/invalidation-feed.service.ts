import { setTimeout as pause } from 'node:timers/promises'
import { onCommit } from '../../platform/db/commit-notes.ts'
import type { Db } from '../../platform/db/database.ts'
import type { PostgresTarget } from '../../platform/db/open-postgres.ts'
import type { Log } from '../../platform/log/log.ts'
import { type Invalidation, isInvalidationNote } from '../events/index.ts'
import {
  type InvalidationConnection,
  openInvalidationConnection,
  type Poll,
  type PollCursor,
  type PolledInvalidation,
} from './invalidations.repository.ts'
import { ageOf, type Moment, type Stopwatch, systemStopwatch } from './stopwatch.ts'

export interface InvalidationFeedDeps {
  /** Its committed changes are heard at once. */
  db: Db
  /** Where the listener connects, past any pooler. */
  target: PostgresTarget
  log: Log
  stopwatch?: Stopwatch
  pollEveryMs?: number
  reconnectAfterMs?: number
}

export interface InvalidationFeed {
  /** Connects, and goes on doing so until `stop`. Until there is a proof, memory is not used. */
  start(): void
  stop(): Promise<void>
  /** Whether everything announced until a moment ago has been heard. While it is not, memory may be stale. */
  isProven(): boolean
  /** How long ago everything is known to have been heard, by announcement or by reading; `undefined`: too long ago to count. */
  heardAgeMs(): number | undefined
  /** When all changes were last read, those that are not announced included; `undefined`: never. */
  lastReadAt(): Moment | undefined
  /** Up to where they were read then. */
  cursor(): PollCursor | undefined
  subscribe(hear: (invalidation: Invalidation) => void): () => void
  /** Called each time all changes have been read and told. */
  onRead(hear: () => void): void
}

const pollEveryMsDefault = 500
const proveEveryMs = 1_000
const proofAgeMsMax = 2_000
const reconnectAfterMsDefault = 500
const sweepEveryMs = 600_000

/** Hears what memory must drop: at once what this process commits and what others announce, the rest by reading every half second. */
export function createInvalidationFeed(deps: InvalidationFeedDeps): InvalidationFeed {
  const { db, target, log, stopwatch = systemStopwatch } = deps
  const { pollEveryMs = pollEveryMsDefault, reconnectAfterMs = reconnectAfterMsDefault } = deps
  const hearers = new Set<(invalidation: Invalidation) => void>()
  const readHearers: (() => void)[] = []
  const seen = createSeenChanges()
  let cursor: PollCursor | undefined
  let lastReadAt: Moment | undefined
  let asked: { payload: string; at: Moment } | undefined
  let provenAt: Moment | undefined
  let sweptAt: Moment | undefined
  let failures = 0
  let stopping: AbortController | undefined
  let running: Promise<void> | undefined

  function spread(invalidation: Invalidation): void {
    for (const hear of hearers) hear(invalidation)
  }

  onCommit(db, (note) => {
    if (isInvalidationNote(note)) spread(note.invalidated)
  })

  async function readChanges(connection: InvalidationConnection): Promise<void> {
    const at = stopwatch.now()
    const poll = await readSince(connection, cursor)
    for (const change of poll.changes) if (seen.isNew(change)) spread(change)
    cursor = poll.cursor
    seen.forgetBelow(poll.cursor.horizon)
    lastReadAt = at
    for (const hear of readHearers) hear()
  }

  /** Another run of the database may have lost or reused transaction ids, so there everything recent is read. */
  async function readSince(connection: InvalidationConnection, since: PollCursor | undefined): Promise<Poll> {
    const poll = await connection.poll(since)
    if (!since || since.server === poll.cursor.server) return poll
    seen.forgetAll()
    return await connection.poll({ ...since, horizon: '0' })
  }

  async function askForProof(connection: InvalidationConnection): Promise<void> {
    const at = stopwatch.now()
    if (asked && ageOf(asked.at, at) < proveEveryMs) return
    asked = { payload: String(Number(asked?.payload ?? 0) + 1), at }
    await connection.prove(asked.payload)
  }

  async function sweep(connection: InvalidationConnection): Promise<void> {
    const now = stopwatch.now()
    if (sweptAt && ageOf(sweptAt, now) < sweepEveryMs) return
    sweptAt = now
    await connection.sweep()
  }

  /** Reads before it proves: what was announced while nobody listened is found by reading. */
  async function follow(signal: AbortSignal): Promise<void> {
    const connection = await openInvalidationConnection(target, log, {
      onInvalidation: spread,
      onProof(payload) {
        if (asked?.payload === payload) provenAt = asked.at
      },
    })
    try {
      asked = undefined
      // The very first reading only finds out where to begin; the next one what of it was there before.
      if (!cursor) await readChanges(connection)
      while (!signal.aborted) {
        await readChanges(connection)
        await askForProof(connection)
        noteSuccess()
        await sweep(connection)
        await pause(pollEveryMs, undefined, { signal })
      }
    } finally {
      await connection.close()
    }
  }

  /** One line when it begins, and one when it is over: between them there is a try every half second. */
  function noteFailure(error: unknown): void {
    failures += 1
    if (failures === 1)
      log.warn({ err: error }, 'invalidations are not heard; memory is not used until they are')
    else log.debug({ err: error, failures }, 'invalidations are still not heard')
  }

  function noteSuccess(): void {
    if (failures > 0) log.info({ failures }, 'invalidations are heard again')
    failures = 0
  }

  async function followAgainAndAgain(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await follow(signal)
      } catch (error) {
        if (signal.aborted) return
        noteFailure(error)
        await pause(reconnectAfterMs, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  /** Of the latest of these moments, if it is recent. */
  function recentAgeMs(...moments: (Moment | undefined)[]): number | undefined {
    const ages = moments.flatMap((moment) => (moment ? [Math.max(0, ageOf(moment, stopwatch.now()))] : []))
    const least = Math.min(...ages)
    return least <= proofAgeMsMax ? least : undefined
  }

  return {
    start() {
      stopping ??= new AbortController()
      running ??= followAgainAndAgain(stopping.signal)
    },
    async stop() {
      stopping?.abort()
      await running
      provenAt = undefined
    },
    isProven: () => recentAgeMs(provenAt) !== undefined,
    heardAgeMs: () => recentAgeMs(provenAt, lastReadAt),
    lastReadAt: () => lastReadAt,
    cursor: () => cursor,
    subscribe(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    onRead: (hear) => void readHearers.push(hear),
  }
}

/** Polls overlap; what was read before is not heard again. A change to the same entity comes with another transaction id. */
function createSeenChanges() {
  const xids = new Map<string, string>()
  return {
    isNew({ instanceId, kind, key, xid }: PolledInvalidation): boolean {
      const name = `${instanceId} ${kind} ${key}`
      if (xids.get(name) === xid) return false
      xids.set(name, xid)
      return true
    },
    forgetAll: () => xids.clear(),
    /** Below the horizon nothing is read again. */
    forgetBelow(horizon: string): void {
      for (const [name, xid] of xids) if (BigInt(xid) < BigInt(horizon)) xids.delete(name)
    },
  }
}
