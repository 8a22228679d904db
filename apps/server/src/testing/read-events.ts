/** Reads the revocation feed's server-sent events (HTML standard §9.2.6) as a client does. */
import type { Revocation } from '@keywright/contract'

export interface ReceivedEvent {
  event: string
  id: string | undefined
  data: { entries?: Revocation[]; reset?: boolean; covers_seconds?: number; proof_age_ms?: number }
}

export interface EventReader {
  /** The next frame; `undefined` when the stream has ended. */
  next(): Promise<ReceivedEvent | undefined>
  /** Reads up to a frame of this name, and returns all that were read. */
  until(event: string): Promise<ReceivedEvent[]>
  cancel(): Promise<void>
}

/** What the frames tell is revoked. */
export function entriesOf(frames: readonly ReceivedEvent[]): Revocation[] {
  return frames.flatMap(({ data }) => data.entries ?? [])
}

export function readEvents(body: ReadableStream<Uint8Array> | null): EventReader {
  if (!body) throw new RangeError('there is no body')
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''

  async function next(): Promise<ReceivedEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
        const data = field('data')
        if (data !== undefined)
          return { event: field('event') ?? '', id: field('id'), data: JSON.parse(data) }
        continue
      }
      const { done, value } = await reader.read()
      if (done) return undefined
      text += decoder.decode(value, { stream: true })
    }
  }

  return {
    next,
    async until(event) {
      const read: ReceivedEvent[] = []
      for (let one = await next(); one; one = await next()) {
        read.push(one)
        if (one.event === event) return read
      }
      throw new RangeError(`the stream ended before ${event}`)
    },
    cancel: () => reader.cancel(),
  }
}
