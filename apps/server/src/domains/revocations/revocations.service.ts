import { type Revocation, RevocationKind, type RevocationPage, revocationsMax } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Instance } from '../instances/index.ts'
import type { InvalidationFeed, PollCursor } from '../invalidations/index.ts'
import { type DatabasePresent, isUsable, readCursor, writeCursor } from './revocation-cursor.policy.ts'
import {
  createRevocationStream,
  type RevocationStream,
  type StreamProof,
  type StreamReady,
} from './revocation-stream.ts'
import {
  type Coverage,
  coverageAt,
  coversSecondsOf,
  marginSeconds,
  sinceOldest,
} from './revocation-window.policy.ts'
import * as repository from './revocations.repository.ts'

/** What the feed must know of an instance. */
export type FedInstance = Pick<Instance, 'id' | 'settings'>

export interface RevocationsDeps {
  db: Db
  directory: { byId(id: string): FedInstance | undefined }
  feed: Pick<InvalidationFeed, 'subscribe' | 'onRead' | 'heardAgeMs' | 'cursor'>
  log: Log
  now?: () => number
  limits?: Partial<FeedLimits>
}

export interface FeedLimits {
  /** Streams of one secret key in this process: those of one app's servers. */
  perKey: number
  /** Streams in this process. */
  all: number
  /** Entries of a whole set. */
  entries: number
}

/** Whose stream it is. */
export interface StreamReader {
  keyName: string
  isKeyValid: () => boolean
}

interface OpenStream extends StreamReader {
  instanceId: string
  /** From when on its reader misses nothing, once it is ready. */
  sinceMs: number
  stream: RevocationStream
}

const watchMs = 1_000
/** Proofs are read every half second; each second one is passed on. */
const heartbeatMs = 900
const limitsDefault: FeedLimits = { perKey: 200, all: 1_000, entries: revocationsMax }
const pageSize = 2_000
/** A reader who missed more than this reads the whole set, which comes in pages. */
const sinceMax = 5_000
/** How long one who finds no place should wait; until then there is the poll form. */
const busySeconds = 10

export type RevocationsService = ReturnType<typeof createRevocationsService>

/** Tells verifiers which tokens to refuse before they expire: in pages, and as streams that go on. */
export function createRevocationsService(deps: RevocationsDeps) {
  const { db, directory, feed, log, now = () => performance.now() } = deps
  const limits = { ...limitsDefault, ...deps.limits }
  const streams = new Set<OpenStream>()
  let timer: NodeJS.Timeout | undefined
  let beatenAt = Number.NEGATIVE_INFINITY
  let isClosed = false

  feed.subscribe(({ instanceId, kind, key, revokedVersion }) => {
    const known = RevocationKind.safeParse(kind)
    if (revokedVersion === undefined || !known.success) return
    for (const open of streams)
      if (open.instanceId === instanceId)
        open.stream.add({ kind: known.data, id: key, version: revokedVersion })
  })

  /** All that was revoked of late, in pages, newest first. Returns where it was cut off, if it was. */
  async function* readSet(
    instance: FedInstance,
  ): AsyncGenerator<Revocation[], repository.PageEnd | undefined> {
    const withinSeconds = coversSecondsOf(instance.settings) + marginSeconds
    let after: repository.PageEnd | undefined
    for (let count = 0; count < limits.entries; count += pageSize) {
      const page = { withinSeconds, after, limit: pageSize }
      const { entries, end } = await repository.listRecentRevocations(db, instance.id, page)
      yield entries
      if (!end) return undefined
      after = end
    }
    log.warn({ instance: instance.id }, 'more revocations than the feed may hold; it reaches less far back')
    return after
  }

  /** What came since the reader's cursor; `undefined` where that says nothing, and the whole set must be read. */
  async function readSince(
    { id: instanceId, settings }: FedInstance,
    text: string | undefined,
    present: DatabasePresent,
  ): Promise<{ entries: Revocation[]; sinceMs: number } | undefined> {
    const cursor = text ? readCursor(text) : undefined
    const reach = { instanceId, coversSeconds: coversSecondsOf(settings) }
    if (!cursor || !isUsable(cursor, reach, present)) return undefined
    const entries = await repository.listRevocationsSince(db, instanceId, cursor, sinceMax + 1)
    return entries.length > sinceMax ? undefined : { entries, sinceMs: cursor.sinceMs }
  }

  /** `present` was read before: what commits while the rest is read comes after it. */
  async function* readPast(
    instance: FedInstance,
    lastCursor: string | undefined,
    present: DatabasePresent,
  ): AsyncGenerator<Revocation[], Past> {
    const since = await readSince(instance, lastCursor, present)
    if (since) {
      yield since.entries
      return { reset: false, ...positionAt(instance, since.sinceMs, present) }
    }
    const cutOff = yield* readSet(instance)
    return { reset: true, ...positionAt(instance, cutOff ? sinceOldest(cutOff.revokedAtMs) : 0, present) }
  }

  /** What a reader may be promised now; nothing while announcements are not heard. */
  function proofFor({ instanceId, sinceMs }: Pick<OpenStream, 'instanceId' | 'sinceMs'>): Proof | undefined {
    const ageMs = feed.heardAgeMs()
    const heard = feed.cursor()
    const instance = directory.byId(instanceId)
    return ageMs === undefined || !heard || !instance
      ? undefined
      : { ageMs, ...positionAt(instance, sinceMs, heard) }
  }

  /** At the moment at which the proof is youngest. */
  feed.onRead(() => {
    if (now() - beatenAt < heartbeatMs) return
    beatenAt = now()
    for (const { stream } of streams) stream.beat()
  })

  function watch(): void {
    for (const { instanceId, isKeyValid, stream } of [...streams]) {
      // A key may be withdrawn while its streams go on.
      if (!isKeyValid()) stream.end()
      else if (stream.cutIfSlow())
        log.warn({ instance: instanceId }, 'a reader of the revocation feed was too slow and was cut off')
    }
  }

  function requireRoom(keyName: string): void {
    if (isClosed) throw new DomainError('service_unavailable', { retryAfterSeconds: 1 })
    const ofKey = [...streams].filter((open) => open.keyName === keyName).length
    if (ofKey >= limits.perKey || streams.size >= limits.all)
      throw new DomainError('too_many_requests', { retryAfterSeconds: busySeconds })
  }

  function leave(open: OpenStream): void {
    streams.delete(open)
    if (streams.size === 0) clearInterval(timer)
    log.debug({ instance: open.instanceId, streams: streams.size }, 'a stream of the revocation feed ended')
  }

  function join(open: OpenStream): void {
    if (streams.size === 0) timer = setInterval(watch, watchMs).unref()
    streams.add(open)
    log.debug({ instance: open.instanceId, streams: streams.size }, 'a stream of the revocation feed began')
  }

  return {
    /** The whole set, or what came since a cursor. */
    async poll(instance: FedInstance, lastCursor: string | undefined): Promise<RevocationPage> {
      const entries: Revocation[] = []
      const past = readPast(instance, lastCursor, await repository.readPresent(db))
      let step = await past.next()
      while (!step.done) {
        entries.push(...step.value)
        step = await past.next()
      }
      const { reset, cursor, coversSeconds } = step.value
      return { object: 'revocation_page', reset, entries, cursor, covers_seconds: coversSeconds }
    },

    /** A stream that begins behind a cursor, or with the whole set. It hears what happens before it asks what has happened. */
    async open(
      instance: FedInstance,
      lastCursor: string | undefined,
      reader: StreamReader,
    ): Promise<ReadableStream<Uint8Array>> {
      requireRoom(reader.keyName)
      const begun = Promise.withResolvers<DatabasePresent>()
      async function* past(): AsyncGenerator<Revocation[], Past> {
        const end = yield* readPast(instance, lastCursor, await begun.promise)
        open.sinceMs = end.sinceMs
        return end
      }
      function proof(): Proof | undefined {
        const proven = proofFor(open)
        if (proven) open.sinceMs = proven.sinceMs
        return proven
      }
      const stream = createRevocationStream({
        ...{ past, proof, now },
        onEnd: () => leave(open),
        onFault: (error) => log.warn({ err: error }, 'a stream of the revocation feed could not be begun'),
      })
      const open: OpenStream = { ...reader, instanceId: instance.id, sinceMs: 0, stream }
      join(open)
      try {
        begun.resolve(await repository.readPresent(db))
      } catch (error) {
        stream.end()
        throw error
      }
      return stream.body
    },

    /** How many streams are open. */
    streamCount: () => streams.size,

    /** Ends every stream, and refuses new ones: the server stops. */
    close(): void {
      isClosed = true
      for (const { stream } of [...streams]) stream.end()
    },
  }
}

type Past = StreamReady & Coverage
type Proof = StreamProof & Coverage

/** Where a reader is who has everything up to this point of the database, from some moment on. */
function positionAt(
  { id: instanceId, settings }: FedInstance,
  sinceMs: number,
  { horizon, databaseMs, server }: PollCursor,
): Coverage & { cursor: string } {
  const coverage = coverageAt(sinceMs, databaseMs, settings)
  const cursor = writeCursor({ instanceId, sinceMs: coverage.sinceMs, horizon, databaseMs, server })
  return { ...coverage, cursor }
}
