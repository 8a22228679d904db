/** A revocation feed that says what a test wants, when it wants. */
import {
  type RevocationEntry,
  type RevocationEvent,
  type RevocationPage,
  type RevocationSource,
  RevocationSourceError,
} from '../revocation/revocation-source.ts'

interface OpenStream {
  cursor: string | undefined
  isOver: boolean
  send(event: RevocationEvent): void
  /** Breaks off without a word. */
  end(): void
}

export interface FakeFeed extends RevocationSource {
  streams: OpenStream[]
  /** Cursors that polls came with. */
  polls: (string | undefined)[]
  /** The next streams are refused so. */
  streamFault: RevocationSourceError | undefined
  /** What polls are answered; `undefined`: not at all. */
  page: RevocationPage | undefined
  latest(): OpenStream
}

export const page = (
  entries: RevocationEntry[] = [],
  parts: Partial<RevocationPage> = {},
): RevocationPage => ({
  ...{ reset: false, entries, cursor: 'c_poll', coversSeconds: 300 },
  ...parts,
})
export const ready = (cursor = 'c_ready'): RevocationEvent => ({
  type: 'ready',
  reset: true,
  cursor,
  coversSeconds: 300,
})
export const heartbeat = (proofAgeMilliseconds = 0, cursor = 'c_beat'): RevocationEvent => ({
  ...{ type: 'heartbeat', proofAgeMilliseconds, cursor, coversSeconds: 300 },
})
export const entries = (...all: RevocationEntry[]): RevocationEvent => ({ type: 'entries', entries: all })

export function createFakeFeed(): FakeFeed {
  const feed: FakeFeed = {
    streams: [],
    polls: [],
    streamFault: undefined,
    page: undefined,
    latest: () => feed.streams.at(-1) ?? missing(),
    async poll(cursor) {
      feed.polls.push(cursor)
      if (!feed.page) throw new RevocationSourceError(503)
      return feed.page
    },
    async *stream(cursor, signal) {
      if (feed.streamFault) throw feed.streamFault
      const { stream, events } = openStream(cursor, signal)
      feed.streams.push(stream)
      yield* events
    },
  }
  return feed
}

function openStream(cursor: string | undefined, signal: AbortSignal) {
  const waiting: (RevocationEvent | undefined)[] = []
  let wake: () => void = () => {}
  const push = (event: RevocationEvent | undefined) => {
    waiting.push(event)
    wake()
  }
  const stream: OpenStream = { cursor, isOver: false, send: push, end: () => push(undefined) }
  signal.addEventListener('abort', () => push(undefined))
  async function* read(): AsyncGenerator<RevocationEvent> {
    for (;;) {
      const next = waiting.length > 0
      if (!next) await new Promise<void>((resolve) => (wake = resolve))
      const event = waiting.shift()
      if (event === undefined || signal.aborted) {
        stream.isOver = true
        return
      }
      yield event
    }
  }
  return { stream, events: read() }
}

function missing(): never {
  throw new RangeError('no stream was opened')
}
