import {
  createSessionTokenRoute,
  createSignInRoute,
  createUserRoute,
  deleteUserRoute,
  getUserRoute,
  listUsersRoute,
  setMyProfileImageRoute,
  updateMeRoute,
} from '@keywright/contract'
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type ApiClientOptions,
  createApiClient,
  isKeywrightApiError,
  type KeywrightApiError,
} from './index.ts'

type Answer = Response | Error | ((request: Request) => Response)

/** A client that is answered from a list, the last answer again and again, and that never really waits. */
function clientWith(answers: readonly Answer[], options: Partial<ApiClientOptions> = {}) {
  const requests: Request[] = []
  const waits: number[] = []
  const client = createApiClient({
    baseUrl: 'https://api.example.com',
    audience: 'backend',
    key: 'sk_test_key',
    random: () => 1,
    wait: async (milliseconds) => void waits.push(milliseconds),
    async fetch(input) {
      const request = input as Request
      const answer = answers[Math.min(requests.length, answers.length - 1)]
      requests.push(request)
      if (answer === undefined || answer instanceof Error) throw answer
      return typeof answer === 'function' ? answer(request) : answer.clone()
    },
    ...options,
  })
  return { client, requests, waits }
}

function errorAnswer(status: number, code: string, headers: Record<string, string> = {}): Response {
  const errors = [{ code, message: 'Short', long_message: 'Longer', meta: { param_name: 'x' } }]
  return Response.json({ errors, clerk_trace_id: 'trace' }, { status, headers })
}

const ok = Response.json([])
const down = errorAnswer(503, 'service_unavailable', { 'retry-after': '1' })

async function failureOf(call: Promise<unknown>): Promise<KeywrightApiError> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!isKeywrightApiError(thrown)) throw new TypeError(`no API error: ${String(thrown)}`)
  return thrown
}

describe('a call', () => {
  it('goes out as the contract says', async () => {
    const { client, requests } = clientWith([ok])
    await client.call(listUsersRoute, {
      query: { limit: 5, email_address: ['a@example.com', 'b@example.com'] },
    })
    const [request] = requests
    expect(request?.url).toBe(
      'https://api.example.com/v1/users?limit=5&email_address=a%40example.com&email_address=b%40example.com',
    )
    expect(request?.headers.get('authorization')).toBe('Bearer sk_test_key')
  })

  // The attack: an id that is a step upwards, which no escaping keeps in its place.
  it.each(['.', '..'])('does not go out with the parameter %j', async (id) => {
    const { client, requests } = clientWith([Response.json({})])
    await expect(client.call(getUserRoute, { params: { user_id: id } })).rejects.toThrow(/user_id/)
    expect(requests).toEqual([])
  })

  it('keeps a parameter within its segment of the path', async () => {
    const { client, requests } = clientWith([Response.json({})])
    await client.call(getUserRoute, { params: { user_id: '../instance?x' } })
    expect(new URL(requests[0]?.url ?? '').pathname).toBe('/v1/users/..%2Finstance%3Fx')
    await expect(client.call(deleteUserRoute, { params: { user_id: '' } })).rejects.toThrow(
      /user_id is missing/,
    )
  })

  it('sends JSON to servers’ API', async () => {
    const { client, requests } = clientWith([Response.json({ id: 'user_1' })])
    const user = await client.call(createUserRoute, { body: { first_name: 'Ada' } })
    expect(user.id).toBe('user_1')
    expectTypeOf(user.first_name).toEqualTypeOf<string | null>()
    expect(await requests[0]?.json()).toEqual({ first_name: 'Ada' })
  })

  it('sends forms to browsers’ API, tunnels what would be preflighted, and opens the envelope', async () => {
    const answer = Response.json({ response: { id: 'sia_1' }, client: null })
    const { client, requests } = clientWith([answer], {
      audience: 'frontend',
      baseUrl: 'https://app.example.com/__clerk/',
    })
    const signIn = await client.call(createSignInRoute, {
      body: { identifier: 'a@example.com', locale: null },
    })
    expect(signIn).toEqual({ id: 'sia_1' })
    expect(await requests[0]?.text()).toBe('identifier=a%40example.com&locale=')
    expect(requests[0]?.url).toBe('https://app.example.com/__clerk/v1/client/sign_ins')
    await client.call(updateMeRoute, { body: { first_name: 'Ada' } })
    expect(requests[1]).toMatchObject({
      method: 'POST',
      url: expect.stringMatching(/\/v1\/me\?_method=PATCH$/),
    })
    const file = { bytes: new Uint8Array([1, 2]), contentType: 'image/png' }
    await client.call(setMyProfileImageRoute, { body: { file } })
    const sent = (await requests[2]?.formData())?.get('file')
    expect(sent).toMatchObject({ type: 'image/png', size: 2 })
  })

  it('carries a native app’s token, and keeps the one it is given', async () => {
    const stored = ['old']
    const clientToken = { read: () => stored.at(-1), write: (token: string) => void stored.push(token) }
    const answer = Response.json({ jwt: 'x' }, { headers: { authorization: 'new' } })
    const { client, requests } = clientWith([answer], { audience: 'frontend', clientToken })
    await client.call(createSessionTokenRoute, { params: { session_id: 'sess_1' } })
    expect(requests[0]?.headers.get('authorization')).toBe('old')
    expect(requests[0]?.url).toContain('_is_native=1')
    expect(stored).toEqual(['old', 'new'])
  })

  it('is refused for a route of another API', async () => {
    const { client } = clientWith([ok])
    await expect(client.call(createSignInRoute, { body: {} })).rejects.toThrow(/belongs to the frontend API/)
  })
})

describe('a failure', () => {
  it('says its code, parameter and trace id', async () => {
    const { client } = clientWith([errorAnswer(422, 'form_param_missing')])
    const error = await failureOf(client.call(createUserRoute, { body: {} }))
    expect(error).toMatchObject({
      code: 'form_param_missing',
      status: 422,
      traceId: 'trace',
      message: 'Longer',
    })
    expect(error.errors[0]?.meta).toEqual({ param_name: 'x' })
  })

  it('is recognised across copies of this package, and nothing else is', () => {
    const foreign = { [Symbol.for('keywright.api_error')]: true }
    expect([foreign, new Error('x'), undefined, 'x'].map(isKeywrightApiError)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('is told when no answer came, and when a stranger answered', async () => {
    const nobody = clientWith([new TypeError('fetch failed')], { retry: { triesMax: 1 } })
    expect(await failureOf(nobody.client.call(listUsersRoute))).toMatchObject({
      code: 'network_error',
      status: 0,
    })
    const proxy = clientWith([new Response('<h1>Bad gateway</h1>', { status: 502 })], {
      retry: { triesMax: 1 },
    })
    expect(await failureOf(proxy.client.call(listUsersRoute))).toMatchObject({
      code: 'unknown_error',
      status: 502,
    })
    const cut = clientWith([new Response('[{"id":')])
    expect(await failureOf(cut.client.call(listUsersRoute))).toMatchObject({ code: 'network_error' })
  })

  it('leaves the reason of whoever called it off', async () => {
    const { client } = clientWith([new DOMException('stop', 'AbortError')])
    const signal = AbortSignal.abort(new RangeError('enough'))
    await expect(client.call(listUsersRoute, { signal })).rejects.toThrow(RangeError)
  })
})

describe('retries', () => {
  it('repeat a read until it is answered, after the time the server asks for', async () => {
    const { client, requests, waits } = clientWith([down, new TypeError('fetch failed'), ok])
    expect(await client.call(listUsersRoute)).toEqual([])
    expect(requests).toHaveLength(3)
    expect(waits).toEqual([1_000, 400])
  })

  it('never repeat a write that may have happened', async () => {
    for (const answer of [down, new TypeError('fetch failed')]) {
      const { client, requests } = clientWith([answer])
      await failureOf(client.call(createUserRoute, { body: {} }))
      expect(requests).toHaveLength(1)
    }
  })

  it('repeat a write that was turned away, with its body', async () => {
    const turnedAway = errorAnswer(429, 'too_many_requests', { 'retry-after': '2' })
    const { client, requests, waits } = clientWith([turnedAway, Response.json({})])
    await client.call(createUserRoute, { body: { first_name: 'Ada' } })
    expect(await requests[1]?.json()).toEqual({ first_name: 'Ada' })
    expect(waits).toEqual([2_000])
  })

  it('do not happen where the server asks for more patience than a caller has', async () => {
    const { client, requests } = clientWith([errorAnswer(429, 'too_many_requests', { 'retry-after': '60' })])
    expect(await failureOf(client.call(listUsersRoute))).toMatchObject({ retryAfterSeconds: 60 })
    expect(requests).toHaveLength(1)
  })

  // A server that is coming back is kept down when every client triples its load.
  it('add a tenth to the load at most while a server is down', async () => {
    const { client, requests } = clientWith([down])
    for (let call = 0; call < 200; call += 1) await failureOf(client.call(listUsersRoute))
    expect(requests.length).toBeLessThanOrEqual(200 + 10 + 20)
    expect(requests.length).toBeGreaterThan(210)
  })
})
