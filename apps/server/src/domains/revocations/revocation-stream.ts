import type { Revocation } from '@keywright/contract'
import { eventFrame } from './event-frame.ts'

/** Up to when everything is known to have been heard, and where to read on from there. */
export interface StreamProof {
  ageMs: number
  coversSeconds: number
  cursor: string
}

/** What is said of a set when all of it was sent. */
export interface StreamReady {
  reset: boolean
  coversSeconds: number
  cursor: string
}

export interface RevocationStreamOptions {
  /** What was revoked before the stream began, in pages. Asked for a page when the reader has taken the one before. */
  past: () => AsyncGenerator<Revocation[], StreamReady>
  /** `undefined`: none, so there is nothing to promise. */
  proof: () => StreamProof | undefined
  /** The stream is over, whoever ended it. */
  onEnd: () => void
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
  /** The past could not be read. */
  onFault: (error: unknown) => void
}

/** One reader's stream. However slow the reader is, it holds one page, one frame, and each new entry once. */
export interface RevocationStream {
  body: ReadableStream<Uint8Array>
  add(revocation: Revocation): void
  /** A heartbeat is due; those the reader did not take are not made up for. */
  beat(): void
  /** Ends the stream as if all were said: the reader comes again with its last cursor. */
  end(): void
  /** Breaks the connection of a reader that does not take what is sent. */
  cutIfSlow(): boolean
}

/** More than this many new entries at once, or none taken for so long, and the reader does better to begin anew. */
export const waitingMax = 10_000
export const slowMsMax = 10_000

export function createRevocationStream(options: RevocationStreamOptions): RevocationStream {
  const { past, proof, onEnd, now, onFault } = options
  const encoder = new TextEncoder()
  const waiting = new Map<string, Revocation>()
  let pages: AsyncGenerator<Revocation[], StreamReady> | undefined
  let isReady = false
  let isBeatDue = false
  let isOver = false
  let takenAt = now()
  let wake: () => void = () => undefined
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined

  function finish(how: (open: ReadableStreamDefaultController<Uint8Array>) => void): void {
    if (isOver) return
    isOver = true
    waiting.clear()
    if (controller) how(controller)
    wake()
    onEnd()
  }

  const end = () => finish((open) => open.close())
  const cut = () => finish((open) => open.error(new Error('A reader of the revocation feed is too slow.')))

  /** Nothing about a stream is due while its reader has all there is. */
  function isDue(): boolean {
    return !isReady || waiting.size > 0 || isBeatDue
  }

  function send(text: string): void {
    if (isOver) return
    takenAt = now()
    controller?.enqueue(encoder.encode(text))
  }

  async function sendPast(): Promise<void> {
    pages ??= past()
    const { done, value } = await pages.next()
    if (!done) return send(value.length === 0 ? ':\n\n' : eventFrame('revocations', { entries: value }))
    isReady = true
    const data = { reset: value.reset, covers_seconds: value.coversSeconds }
    send(eventFrame('ready', data, value.cursor))
  }

  /** The proof is taken when it is written: all that was heard before it goes out before it. */
  function takeNews(): string {
    const entries = [...waiting.values()]
    waiting.clear()
    const proven = isBeatDue ? proof() : undefined
    isBeatDue = false
    const news = entries.length === 0 ? '' : eventFrame('revocations', { entries })
    return proven ? `${news}${heartbeat(proven)}` : news
  }

  async function pull(): Promise<void> {
    try {
      if (!isReady) return await sendPast()
    } catch (error) {
      onFault(error)
      return end()
    }
    let news = ''
    while (!isOver && news === '') {
      if (!isDue()) await new Promise<void>((resolve) => (wake = resolve))
      news = takeNews()
    }
    send(news)
  }

  function touch(): void {
    // A reader that had all there was begins to be waited for now.
    if (!isDue()) takenAt = now()
  }

  return {
    body: new ReadableStream<Uint8Array>(
      {
        start(opened) {
          controller = opened
        },
        pull,
        cancel: () => finish(() => undefined),
      },
      { highWaterMark: 0 },
    ),
    add(revocation) {
      if (isOver) return
      touch()
      const name = `${revocation.kind} ${revocation.id}`
      const known = waiting.get(name)
      if (!known || known.version < revocation.version) waiting.set(name, revocation)
      if (waiting.size > waitingMax) cut()
      else if (isReady) wake()
    },
    beat() {
      if (!isReady || isOver) return
      touch()
      isBeatDue = true
      wake()
    },
    end,
    cutIfSlow() {
      if (isOver || !isDue() || now() - takenAt <= slowMsMax) return false
      cut()
      return true
    },
  }
}

function heartbeat({ ageMs, coversSeconds, cursor }: StreamProof): string {
  return eventFrame('heartbeat', { proof_age_ms: Math.ceil(ageMs), covers_seconds: coversSeconds }, cursor)
}
