import { describe, expect, it } from 'vitest'
import { createHttpRevocationSource } from './http-revocation-source.ts'
import type { RevocationEvent } from './revocation-source.ts'

const secretKey = 'sk_test_a'

function sourceOf(answer: (request: Request) => Response | Promise<Response>) {
  const asked: Request[] = []
  const fetch = async (url: URL, init: RequestInit) => {
    const request = new Request(url, init)
    asked.push(request)
    return await answer(request)
  }
  const options = {
    apiUrl: 'http://server.test',
    secretKey,
    fetch: fetch as unknown as typeof globalThis.fetch,
  }
  return { source: createHttpRevocationSource(options), asked }
}

const { signal } = new AbortController()
const pageBody = {
  ...{ object: 'revocation_page', reset: true, cursor: 'c_1', covers_seconds: 300 },
  entries: [{ kind: 'session', id: 'sess_1', version: 4 }],
}

describe('a poll', () => {
  it('asks from the cursor on, with the key in the header alone', async () => {
    const { source, asked } = sourceOf(() => Response.json(pageBody))
    expect(await source.poll(undefined, signal)).toEqual({
      ...{ reset: true, cursor: 'c_1', coversSeconds: 300 },
      entries: pageBody.entries,
    })
    await source.poll('a b', signal)
    expect(asked.map(({ url }) => url)).toEqual([
      'http://server.test/v1/revocations',
      'http://server.test/v1/revocations?cursor=a+b',
    ])
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer sk_test_a')
  })

  // What answers may be a proxy, or another server: what it does not say is not taken for "nothing was revoked".
  it.each<[string, Response]>([
    ['a page of a proxy', new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['another object', Response.json({ data: [] })],
    ['no entries', Response.json({ ...pageBody, entries: undefined })],
    ['an entry without a version', Response.json({ ...pageBody, entries: [{ kind: 'session', id: 'a' }] })],
    [
      'a version that is none',
      Response.json({ ...pageBody, entries: [{ kind: 'session', id: 'a', version: -1 }] }),
    ],
    ['no cursor', Response.json({ ...pageBody, cursor: undefined })],
    ['no word of what is covered', Response.json({ ...pageBody, covers_seconds: null })],
    ['a fault', Response.json({}, { status: 503 })],
  ])('fails by %s', async (_name, answer) => {
    await expect(sourceOf(() => answer).source.poll(undefined, signal)).rejects.toThrow()
  })
})

function streamOf(...chunks: (string | Uint8Array)[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

async function collect(response: Response, cursor?: string) {
  const { source, asked } = sourceOf(() => response)
  const events: RevocationEvent[] = []
  let error: unknown
  try {
    for await (const event of source.stream(cursor, signal)) events.push(event)
  } catch (thrown) {
    error = thrown
  }
  return { events, error, asked }
}

const frames = [
  ':\n\n',
  'event: revocations\ndata: {"entries":[{"kind":"user","id":"user_ä","version":2}]}\n\n',
  'event: ready\nid: c_1\ndata: {"reset":true,"covers_seconds":300}\n\n',
  'event: later\nid: c_9\ndata: {"unknown":1}\n\n',
  'event: heartbeat\nid: c_2\ndata: {"proof_age_ms":120,"covers_seconds":60}\n\n',
]
const said: RevocationEvent[] = [
  { type: 'entries', entries: [{ kind: 'user', id: 'user_ä', version: 2 }] },
  { type: 'ready', reset: true, cursor: 'c_1', coversSeconds: 300 },
  { type: 'heartbeat', proofAgeMilliseconds: 120, cursor: 'c_2', coversSeconds: 60 },
]

describe('a stream', () => {
  it('is read frame by frame, however it is cut', async () => {
    const whole = new TextEncoder().encode(frames.join(''))
    expect((await collect(streamOf(...frames))).events).toEqual(said)
    const bytes = Array.from(whole, (byte) => Uint8Array.of(byte))
    expect((await collect(streamOf(...bytes))).events).toEqual(said)
    expect((await collect(streamOf(frames.join('').replaceAll('\n', '\r\n')))).events).toEqual(said)
  })

  it('goes on from the last id', async () => {
    const { asked } = await collect(streamOf(), 'c_7')
    expect(asked[0]?.headers.get('last-event-id')).toBe('c_7')
    expect(asked[0]?.headers.get('accept')).toBe('text/event-stream')
  })

  it.each<[string, Response]>([
    ['a page instead', Response.json(pageBody)],
    ['a frame that is no JSON', streamOf('event: ready\nid: c\ndata: {\n\n')],
    [
      'a proof without a cursor',
      streamOf('event: heartbeat\ndata: {"proof_age_ms":1,"covers_seconds":1}\n\n'),
    ],
    ['a proof without an age', streamOf('event: heartbeat\nid: c\ndata: {"covers_seconds":1}\n\n')],
    ['entries that are none', streamOf('event: revocations\ndata: {"entries":[null]}\n\n')],
    ['a frame without end', streamOf('data: '.padEnd(9 * 1024 * 1024, 'x'))],
  ])('fails by %s', async (_name, answer) => {
    const { events, error } = await collect(answer)
    expect(events).toEqual([])
    expect(error).toBeInstanceOf(Error)
  })

  it('says how long to wait where there is no room', async () => {
    const { error } = await collect(Response.json({}, { status: 429, headers: { 'retry-after': '10' } }))
    expect(error).toMatchObject({ status: 429, retryAfterSeconds: 10 })
  })
})
