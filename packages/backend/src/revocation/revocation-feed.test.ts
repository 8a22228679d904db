import type { JwtHeader, SessionClaims } from '@keywright/tokens'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeFeed, entries, type FakeFeed, heartbeat, page, ready } from '../testing/fake-feed.ts'
import { createRevocationFeed, type RevocationFeed } from './revocation-feed.ts'
import { RevocationSourceError } from './revocation-source.ts'

let source: FakeFeed
let feed: RevocationFeed
let modes: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') })
  source = createFakeFeed()
  modes = []
  feed = createRevocationFeed({
    source,
    clocks: { monotonic: () => Date.now(), now: () => Date.now() },
    random: () => 1,
    onChange: ({ mode }) => modes.push(mode),
  })
})
afterEach(() => {
  feed.close()
  vi.useRealTimers()
})

/** A token of so many seconds ago. */
function judge(age: number, claims: object = {}, header: object = {}): string | undefined {
  const iat = Math.floor(Date.now() / 1000) - age
  const given = { sub: 'user_1', sid: 'sess_1', iat, kwv: [3, 5], ...claims } as unknown as SessionClaims
  return feed.judge(given, { alg: 'RS256', kid: 'key_1', ...header } as JwtHeader)?.reason
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

async function beginStream(...said: Parameters<typeof entries>): Promise<void> {
  await wait(0)
  if (said.length > 0) source.latest().send(entries(...said))
  source.latest().send(ready())
  await wait(0)
}

/** Beats each second, as a server that is well. */
async function beatFor(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await wait(1_000)
    source.latest().send(heartbeat())
    await wait(0)
  }
}

describe('a version', () => {
  it('that is lower than the one revoked is refused, of a session as of a user', async () => {
    await beginStream(
      { kind: 'session', id: 'sess_1', version: 4 },
      { kind: 'user', id: 'user_2', version: 6 },
    )
    expect(judge(0)).toBe('token-revoked')
    expect(judge(0, { kwv: [4, 5] })).toBeUndefined()
    expect(judge(0, { sid: 'sess_2' })).toBeUndefined()
    expect(judge(0, { sid: 'sess_2', sub: 'user_2' })).toBe('token-revoked')
    expect(judge(0, { sid: 'sess_2', sub: 'user_2', kwv: [1, 6] })).toBeUndefined()
  })

  it.each([
    ['version 2', { v: 2, o: { id: 'org_1', rol: 'admin' } }],
    ['version 1', { org_id: 'org_1', org_role: 'org:admin' }],
  ])(
    'of a membership that ended or lost its roles refuses tokens of %s for that organization',
    async (_, member) => {
      await beginStream({ kind: 'membership', id: 'org_1/user_1', version: 8 })
      expect(judge(0, { ...member, kwv: [3, 5, 7] })).toBe('token-revoked')
      expect(judge(0, member)).toBe('token-revoked')
      expect(judge(0, { ...member, kwv: [3, 5, 8] })).toBeUndefined()
      expect(judge(0, { ...member, sub: 'user_2', kwv: [3, 5, 7] })).toBeUndefined()
      expect(judge(0, { v: 2, o: { id: 'org_2' }, kwv: [3, 5, 7] })).toBeUndefined()
      expect(judge(0)).toBeUndefined()
    },
  )

  it('of an organization that was deleted refuses every token that names it', async () => {
    await beginStream({ kind: 'organization', id: 'org_1', version: 2 })
    expect(judge(0, { v: 2, o: { id: 'org_1' }, kwv: [3, 5, 900] })).toBe('token-revoked')
    expect(judge(0, { org_id: 'org_1' })).toBe('token-revoked')
    expect(judge(0, { v: 2, o: { id: 'org_2' } })).toBeUndefined()
    expect(judge(0, { o: null })).toBeUndefined()
  })

  it.each([[undefined], ['4'], [[]], [['9', '9']], [[null, null]], [{}]])(
    'that is not there counts as 0: %j',
    async (kwv) => {
      await beginStream({ kind: 'session', id: 'sess_1', version: 1 })
      expect(judge(0, { kwv })).toBe('token-revoked')
      expect(judge(0, { kwv, sid: 'sess_2' })).toBeUndefined()
    },
  )

  // The attack: an old entry, replayed by a proxy or overtaken on its way, that brings a session back.
  it('only grows, in whatever order entries come', async () => {
    await beginStream(
      { kind: 'session', id: 'sess_1', version: 4 },
      { kind: 'session', id: 'sess_1', version: 2 },
    )
    expect(judge(0)).toBe('token-revoked')
  })

  it('of a withdrawn key refuses all its tokens, and unknown kinds refuse none', async () => {
    await beginStream(
      { kind: 'signing_key', id: 'key_2', version: 1 },
      { kind: 'planet', id: 'sess_1', version: 9 },
    )
    expect(judge(0, {}, { kid: 'key_2' })).toBe('token-revoked')
    expect(judge(0)).toBeUndefined()
  })
})

describe('the stream', () => {
  it('is believed once all was said, and takes tokens of any age it speaks of', async () => {
    await wait(0)
    expect(feed.status().mode).toBe('unproven')
    expect([judge(65), judge(66)]).toEqual([undefined, 'token-unproven'])
    await beginStream()
    await feed.ready()
    expect(feed.status()).toMatchObject({ mode: 'streaming', proofAgeMilliseconds: 0 })
    expect([judge(300), judge(301)]).toEqual([undefined, 'token-unproven'])
    source.latest().send(entries({ kind: 'session', id: 'sess_1', version: 4 }))
    await wait(0)
    expect(judge(0)).toBe('token-revoked')
    await beatFor(20)
    expect(source.polls).toEqual([])
    expect(modes).toEqual(['streaming'])
  })

  it('proves no more than its server knows', async () => {
    await beginStream()
    await wait(2_900)
    source.latest().send(heartbeat(2_500))
    await wait(0)
    expect(feed.status().proofAgeMilliseconds).toBe(2_500)
    await wait(600)
    expect(feed.status().mode).toBe('unproven')
  })

  it('proves by its beginning only what was so when it was asked for', async () => {
    await wait(2_000)
    source.latest().send(ready())
    await wait(0)
    expect(feed.status().proofAgeMilliseconds).toBe(2_000)
  })

  it('is begun again where it ended, at once the first time, with patience after that', async () => {
    await beginStream()
    await beatFor(15)
    source.latest().end()
    await wait(0)
    expect(source.streams.map(({ cursor }) => cursor)).toEqual([undefined, 'c_beat'])
    const begun = () => source.streams.length
    source.latest().end()
    await wait(0)
    expect(begun()).toBe(3)
    source.latest().end()
    await wait(900)
    expect(begun()).toBe(3)
    await wait(200)
    expect(begun()).toBe(4)
  })

  // The attack, or the broken proxy: streams that begin well and end at once must not become a storm.
  it('that ends as soon as it is ready is not begun a thousand times', async () => {
    for (let second = 0; second < 120; second += 1) {
      const open = source.streams.at(-1)
      if (open && !open.isOver) {
        open.send(ready())
        open.end()
      }
      await wait(1_000)
    }
    expect(source.streams.length).toBeLessThan(12)
  })

  it('waits as long as it is told to', async () => {
    source.streamFault = new RevocationSourceError(429, 20)
    await wait(0)
    source.latest().end()
    await wait(0)
    source.streamFault = undefined
    await wait(19_000)
    expect(source.streams).toHaveLength(1)
    await wait(2_000)
    expect(source.streams).toHaveLength(2)
  })

  it('on which nothing comes is lost', async () => {
    await beginStream()
    await wait(5_100)
    expect(source.streams.length).toBeGreaterThan(1)
    expect(source.streams[0]?.isOver).toBe(true)
  })
})

describe('a lost stream', () => {
  it('degrades to polling, then to young tokens, visibly, and recovers', async () => {
    await beginStream({ kind: 'session', id: 'sess_9', version: 2 })
    source.streamFault = new RevocationSourceError(503)
    source.page = page([{ kind: 'session', id: 'sess_1', version: 4 }])
    source.latest().end()
    await wait(3_000)
    expect(feed.status()).toMatchObject({ mode: 'polling', lastError: 'The revocation feed answers 503.' })
    expect(source.polls[0]).toBe('c_ready')
    expect(judge(0)).toBe('token-revoked')
    expect(judge(200, { sid: 'sess_2' })).toBeUndefined()
    source.page = undefined
    await wait(5_000)
    expect(feed.status().mode).toBe('unproven')
    // What was heard stays true; what was not heard is not known.
    expect(judge(0, { sid: 'sess_9', kwv: [1, 1] })).toBe('token-revoked')
    expect([judge(65, { sid: 'sess_2' }), judge(66, { sid: 'sess_2' })]).toEqual([
      undefined,
      'token-unproven',
    ])
    source.streamFault = undefined
    while (source.streams.length === 1) await wait(100)
    source.latest().send(ready())
    await wait(0)
    expect(feed.status().mode).toBe('streaming')
    expect(modes).toEqual(['streaming', 'polling', 'unproven', 'streaming'])
  })

  it('proves by a poll only what was so when it was asked', async () => {
    source.streamFault = new RevocationSourceError(503)
    const slow = Promise.withResolvers<ReturnType<typeof page>>()
    source.poll = () => slow.promise
    await wait(1_000)
    await wait(2_000)
    slow.resolve(page())
    await wait(0)
    expect(feed.status().proofAgeMilliseconds).toBe(2_000)
  })

  it('has its polls while a stream hangs at its beginning', async () => {
    source.page = page([], { reset: true })
    await wait(2_100)
    expect(source.streams).toHaveLength(1)
    expect(feed.status().mode).toBe('polling')
  })
})

describe('memory', () => {
  it('forgets entries when no token they speak of can be left', async () => {
    await beginStream({ kind: 'session', id: 'sess_1', version: 4 })
    await beatFor(359)
    expect(feed.status().entries).toBe(1)
    await beatFor(3)
    expect(feed.status().entries).toBe(0)
  })

  it('begins anew where there is more than a whole set, and believes nothing of before', async () => {
    await beginStream()
    const many = Array.from({ length: 100_001 }, (_, index) => ({
      kind: 'session',
      id: `s_${index}`,
      version: 1,
    }))
    source.latest().send(entries(...many))
    source.latest().send(heartbeat())
    await wait(0)
    expect(feed.status()).toMatchObject({ mode: 'unproven', entries: 0 })
    await wait(0)
    expect(source.latest().cursor).toBeUndefined()
  })

  // The race: a poll of before the new beginning answers with the little that came since, as if that were all.
  it('does not take an answer of before a new beginning for a proof', async () => {
    const slow = Promise.withResolvers<ReturnType<typeof page>>()
    source.poll = () => slow.promise
    await beginStream()
    await wait(2_600)
    const many = Array.from({ length: 100_001 }, (_, index) => ({
      kind: 'session',
      id: `s_${index}`,
      version: 1,
    }))
    source.latest().send(entries(...many))
    source.latest().send(heartbeat())
    await wait(0)
    slow.resolve(page([{ kind: 'session', id: 'sess_1', version: 9 }]))
    await wait(0)
    expect(feed.status()).toMatchObject({ mode: 'unproven', entries: 0 })
  })
})

describe('a closed feed', () => {
  it('takes only young tokens, and asks no more', async () => {
    await beginStream()
    feed.close()
    expect(feed.status().mode).toBe('closed')
    expect([judge(65), judge(66)]).toEqual([undefined, 'token-unproven'])
    const { length } = source.streams
    await wait(60_000)
    expect([source.streams.length, source.polls.length]).toEqual([length, 0])
  })
})
