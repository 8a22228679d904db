import { describe, expect, it } from 'vitest'
import { createClientLedger } from '../client/client-ledger.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { errorAnswer } from '../testing/fake-server.ts'
import { fakeClient } from '../testing/fake-wire.ts'
import { createTransport } from './transport.ts'

type Answer = Response | Error | 'never'

/** A transport that is answered from a list, the last answer again and again. */
function createTestTransport(...answers: Answer[]) {
  const clock = createFakeClock()
  const sent: { url: URL; init: RequestInit }[] = []
  const heard: unknown[] = []
  const lost: true[] = []
  const written: string[] = []
  const ledger = createClientLedger({ onChange: (client) => void heard.push(client), reread: async () => {} })
  const transport = createTransport({
    platform: {
      random: () => 1,
      schedule: clock.schedule,
      async fetch(url, init) {
        const answer = answers[Math.min(sent.length, answers.length - 1)]
        sent.push({ url: new URL(url), init })
        if (answer instanceof Error) throw answer
        if (answer instanceof Response) return answer.clone()
        return await new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
        })
      },
    },
    ledger,
    context: () => ({ baseUrl: 'https://id.example.com/p', publishableKey: 'pk', sessionId: 'sess_1' }),
    prepare: async () => {},
    onPost() {},
    onWritten: (path) => written.push(path),
    seed: undefined,
    onUnauthenticated: () => lost.push(true),
  })
  return { transport, clock, sent, heard, lost, written }
}

const refused = Response.json({ errors: [{ code: 'form_param_missing', message: 'x' }] }, { status: 422 })
const ok = Response.json({ response: { id: 'x' }, client: null })
const signUp = { method: 'POST', path: '/v1/client/sign_ups' } as const

describe('a call', () => {
  // An id may come from a cookie that a neighbouring domain has planted: it must name nothing but what stands in its place.
  it.each(['../../me?_method=DELETE&', '%2e%2e/%2E%2E/me', '..', 'x?_method=DELETE', 'x#', '..\\..\\me'])(
    'with the id %j goes nowhere',
    (id) => {
      const { transport, sent } = createTestTransport(ok)
      const path = `/v1/client/sessions/${id}/tokens`
      expect(() => transport.send({ method: 'POST', path })).toThrow(/Keywright: .* no path/)
      expect(sent).toEqual([])
    },
  )

  it('is one that browsers send without asking first', async () => {
    const { transport, sent } = createTestTransport(ok)
    const form = {
      first_name: 'Ada',
      last_name: null,
      locale: undefined,
      tags: ['a', 'b'],
      legal_accepted: true,
    }
    await transport.send({ method: 'PATCH', path: '/v1/me', form })
    const [{ url, init } = { url: new URL('x:'), init: {} }] = sent
    expect(init.method).toBe('POST')
    expect(init.headers).toBeUndefined()
    expect(init.credentials).toBe('include')
    expect(String(init.body)).toBe('first_name=Ada&last_name=&tags=a&tags=b&legal_accepted=true')
    expect(url.href).toBe(
      'https://id.example.com/p/v1/me?_publishable_key=pk&_clerk_session_id=sess_1&_method=PATCH',
    )
  })

  it('speaks for no session where it speaks for the browser', async () => {
    const { transport, sent } = createTestTransport(ok)
    await transport.send({ method: 'GET', path: '/v1/client' })
    expect(sent[0]?.url.search).toBe('?_publishable_key=pk')
    expect(sent[0]?.init.body).toBeUndefined()
  })

  it('gives its resource once the client that came along has been heard', async () => {
    const client = fakeClient()
    const { transport, heard } = createTestTransport(Response.json({ response: { id: 'sua_1' }, client }))
    expect(await transport.send(signUp)).toEqual({ id: 'sua_1' })
    expect(heard).toEqual([client])
  })

  it('gives bare answers as they are', async () => {
    const { transport, heard } = createTestTransport(Response.json([{ id: 'sess_1' }]))
    expect(await transport.send({ method: 'GET', path: '/v1/me/sessions/active' })).toEqual([
      { id: 'sess_1' },
    ])
    expect(heard).toEqual([])
  })

  it('that is made twice at the same time is sent once', async () => {
    const { transport, sent } = createTestTransport(ok)
    const form = { email_address: 'ada@example.com' }
    const answers = await Promise.all([
      transport.send({ ...signUp, form }),
      transport.send({ ...signUp, form }),
    ])
    expect(answers[0]).toEqual(answers[1])
    expect(sent).toHaveLength(1)
    await transport.send({ ...signUp, form })
    await Promise.all([transport.send({ ...signUp, form }), transport.send({ ...signUp, form: {} })])
    expect(sent).toHaveLength(4)
  })
})

describe('a refusal', () => {
  it('says its code and the field at fault', async () => {
    const { transport } = createTestTransport(errorAnswer(422, 'form_identifier_exists'))
    await expect(transport.send(signUp)).rejects.toMatchObject({
      code: 'form_identifier_exists',
      status: 422,
      errors: [{ meta: { param_name: 'email_address' } }],
    })
  })

  it('that says that the session is gone has it looked up', async () => {
    const { transport, lost } = createTestTransport(errorAnswer(401, 'authentication_invalid'))
    await expect(transport.send({ method: 'GET', path: '/v1/me' })).rejects.toMatchObject({ status: 401 })
    expect(lost).toHaveLength(1)
  })
})

describe('a bad network', () => {
  it('is asked again for what can be asked twice', async () => {
    const { transport, clock, sent } = createTestTransport(
      new TypeError('x'),
      errorAnswer(503, 'service_unavailable'),
      ok,
    )
    const answer = transport.send({ method: 'GET', path: '/v1/me' })
    await clock.advance(5_000)
    expect(await answer).toEqual({ id: 'x' })
    expect(sent).toHaveLength(3)
  })

  it('is never asked twice for what may have happened', async () => {
    const { transport, sent } = createTestTransport(new TypeError('x'), ok)
    await expect(transport.send(signUp)).rejects.toMatchObject({ code: 'network_error', status: 0 })
    expect(sent).toHaveLength(1)
  })

  it('is asked again for what was turned away, after the time the server wants', async () => {
    const { transport, clock, sent } = createTestTransport(
      errorAnswer(429, 'too_many_requests', { 'retry-after': '2' }),
      ok,
    )
    const answer = transport.send(signUp)
    await clock.advance(1_900)
    expect(sent).toHaveLength(1)
    await clock.advance(200)
    await answer
    expect(sent).toHaveLength(2)
  })

  it('is not waited for without end', async () => {
    const { transport, clock } = createTestTransport('never')
    const answer = transport.send(signUp).catch((error: unknown) => error)
    await clock.advance(31_000)
    expect(await answer).toMatchObject({ code: 'network_error' })
  })

  it('adds a tenth to the load at most while the server is down', async () => {
    const { transport, clock, sent } = createTestTransport(errorAnswer(503, 'service_unavailable'))
    for (let call = 0; call < 100; call += 1) {
      const answer = transport.send({ method: 'GET', path: `/v1/me/${call}` }).catch(() => undefined)
      await clock.advance(2_000)
      await answer
    }
    expect(sent.length).toBeLessThanOrEqual(100 + 10 + 10)
  })

  it('tells of what may have been changed, and not of what was read or refused', async () => {
    const { transport, written } = createTestTransport(ok, ok, refused)
    await transport.send({ method: 'GET', path: '/v1/organizations/org_1' })
    await transport.send({ method: 'PATCH', path: '/v1/organizations/org_1' })
    await transport.send({ method: 'DELETE', path: '/v1/organizations/org_1' }).catch(() => undefined)
    expect(written).toEqual(['/v1/organizations/org_1'])
  })

  it('repeats the name of what a query says several times', async () => {
    const { transport, sent } = createTestTransport(ok)
    const query = { status: ['pending', 'expired'], limit: 10, role: undefined }
    await transport.send({ method: 'GET', path: '/v1/me/organization_invitations', query })
    const names = [...(sent[0]?.url.searchParams ?? [])].filter(([name]) => !name.startsWith('_'))
    expect(names).toEqual([
      ['status', 'pending'],
      ['status', 'expired'],
      ['limit', '10'],
    ])
  })
})
