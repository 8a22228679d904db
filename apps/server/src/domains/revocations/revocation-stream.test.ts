import type { Revocation } from '@keywright/contract'
import { describe, expect, it, vi } from 'vitest'
import { entriesOf, readEvents } from '../../testing/read-events.ts'
import {
  createRevocationStream,
  type RevocationStreamOptions,
  type StreamReady,
  slowMsMax,
  waitingMax,
} from './revocation-stream.ts'

const session = (id: number, version = 2): Revocation => ({ kind: 'session', id: `sess_${id}`, version })
const ready: StreamReady = { reset: true, coversSeconds: 300, cursor: 'start' }

async function* pagesOf(...pages: Revocation[][]): AsyncGenerator<Revocation[], StreamReady> {
  yield* pages
  return ready
}

function open(options: Partial<RevocationStreamOptions> = {}) {
  let present = 0
  const onEnd = vi.fn()
  const onFault = vi.fn()
  const stream = createRevocationStream({
    past: () => pagesOf(),
    proof: () => ({ ageMs: 12.3, coversSeconds: 300, cursor: 'now' }),
    onEnd,
    onFault,
    now: () => present,
    ...options,
  })
  return {
    stream,
    onEnd,
    onFault,
    events: () => readEvents(stream.body),
    letPass(milliseconds: number) {
      present += milliseconds
    },
  }
}

describe('a stream', () => {
  it('tells what was before, says that it is ready, and goes on with what is new', async () => {
    const { stream, events } = open({ past: () => pagesOf([session(1)], [], [session(2)]) })
    stream.add(session(3))
    const reader = events()
    const past = await reader.until('ready')
    expect(entriesOf(past)).toEqual([session(1), session(2)])
    expect(past.at(-1)).toEqual({ event: 'ready', id: 'start', data: { reset: true, covers_seconds: 300 } })
    expect(await reader.next()).toEqual({
      event: 'revocations',
      id: undefined,
      data: { entries: [session(3)] },
    })
    const next = reader.next()
    stream.add(session(4))
    expect((await next)?.data.entries).toEqual([session(4)])
  })

  it('asks for no page before the one before it was taken', async () => {
    let asked = 0
    async function* counted(): AsyncGenerator<Revocation[], StreamReady> {
      for (asked = 1; asked <= 50; asked += 1) yield [session(asked)]
      return ready
    }
    const reader = open({ past: counted }).events()
    await reader.next()
    await reader.next()
    expect(asked).toBeLessThanOrEqual(3)
  })

  // Attack: a proof that overtakes what it proves. The reader would accept a token that was revoked before it.
  it('sends what was heard before a proof ahead of it', async () => {
    const { stream, events } = open()
    const reader = events()
    await reader.until('ready')
    stream.beat()
    stream.add(session(1))
    const [first, second] = [await reader.next(), await reader.next()]
    expect([first?.event, second?.event]).toEqual(['revocations', 'heartbeat'])
    expect(second).toEqual({ event: 'heartbeat', id: 'now', data: { proof_age_ms: 13, covers_seconds: 300 } })
  })

  it('promises nothing before all that was before has been sent, nor without a proof', async () => {
    let proven = false
    const { stream, events } = open({
      past: () => pagesOf([session(1)]),
      proof: () => (proven ? { ageMs: 0, coversSeconds: 300, cursor: 'now' } : undefined),
    })
    const reader = events()
    stream.beat()
    expect((await reader.until('ready')).map(({ event }) => event)).toEqual(['revocations', 'ready'])
    stream.beat()
    stream.add(session(2))
    expect((await reader.next())?.event).toBe('revocations')
    proven = true
    stream.beat()
    expect((await reader.next())?.event).toBe('heartbeat')
  })
})

describe('a slow reader', () => {
  it('finds each entry once, with its greatest version, and one heartbeat however many were due', async () => {
    const { stream, events } = open()
    const reader = events()
    await reader.until('ready')
    for (let round = 1; round <= 500; round += 1) {
      stream.add(session(1, round))
      stream.add(session(1, round - 1))
      stream.beat()
    }
    expect((await reader.next())?.data.entries).toEqual([session(1, 500)])
    expect((await reader.next())?.event).toBe('heartbeat')
    stream.end()
    expect(await reader.next()).toBeUndefined()
  })

  // Attack: read nothing, and let the server hold what comes until its memory is full.
  it('is cut off when more waits for it than it could be told one by one', async () => {
    const { stream, events, onEnd } = open()
    const reader = events()
    await reader.until('ready')
    for (let count = 0; count <= waitingMax; count += 1) stream.add(session(count))
    expect(onEnd).toHaveBeenCalledTimes(1)
    await expect(reader.next()).rejects.toThrow('too slow')
  })

  it.each(['ready', 'the first page'])(
    'is cut off when it takes nothing for ten seconds: before %s',
    async (what) => {
      const { stream, events, letPass, onEnd } = open()
      const reader = events()
      if (what === 'ready') await reader.until('ready')
      stream.beat()
      letPass(slowMsMax)
      expect(stream.cutIfSlow()).toBe(false)
      letPass(1)
      expect(stream.cutIfSlow()).toBe(true)
      expect(stream.cutIfSlow()).toBe(false)
      expect(onEnd).toHaveBeenCalledTimes(1)
    },
  )

  it('is not who has all there is, however long nothing happens', async () => {
    const { stream, events, letPass } = open()
    const reader = events()
    await reader.until('ready')
    letPass(slowMsMax * 10)
    expect(stream.cutIfSlow()).toBe(false)
    stream.add(session(1))
    expect(stream.cutIfSlow()).toBe(false)
  })
})

describe('the end of a stream', () => {
  it('is told once, whoever brings it about, and nothing is sent after it', async () => {
    const { stream, events, onEnd } = open()
    const reader = events()
    await reader.until('ready')
    await reader.cancel()
    stream.end()
    stream.add(session(1))
    stream.beat()
    expect(stream.cutIfSlow()).toBe(false)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('comes at once where the past cannot be read: half of it is no set', async () => {
    async function* failing(): AsyncGenerator<Revocation[], StreamReady> {
      yield [session(1)]
      throw new RangeError('the database is gone')
    }
    const { events, onFault, onEnd } = open({ past: failing })
    const reader = events()
    expect((await reader.next())?.event).toBe('revocations')
    expect(await reader.next()).toBeUndefined()
    expect(onFault).toHaveBeenCalledWith(expect.objectContaining({ message: 'the database is gone' }))
    expect(onEnd).toHaveBeenCalledTimes(1)
  })
})
