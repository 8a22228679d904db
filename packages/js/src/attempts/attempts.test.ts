import { beforeEach, describe, expect, it } from 'vitest'
import { errorAnswer } from '../testing/fake-server.ts'
import { fakeClient, fakeSession, fakeToken } from '../testing/fake-wire.ts'
import { createWorld, type OpenApp, type World } from '../testing/open-app.ts'
import { type Attempts, attemptsOf } from './attempts.ts'

let world: World
let app: OpenApp
let attempts: Attempts
beforeEach(async () => {
  world = createWorld()
  app = await world.open()
  attempts = attemptsOf(app.keywright)
  world.server.calls.length = 0
})

const factors = [
  { strategy: 'password' },
  { strategy: 'email_code', email_address_id: 'idn_1', primary: false },
  { strategy: 'email_code', email_address_id: 'idn_2', primary: true },
]

function answerWith(change: object, client = {}) {
  const signIn = { id: 'sia_1', status: 'needs_first_factor', supported_first_factors: factors, ...change }
  const body = { response: signIn, client: fakeClient({ sign_in: signIn, ...client }) }
  world.server.intercept(() => Response.json(body))
}

const sent = () => world.server.calls.map(({ path, form }) => `${path}?${form}`)

describe('signing in', () => {
  it('by a code goes to the primary address', async () => {
    answerWith({})
    expect(await attempts.signIn().signIn.emailCode.sendCode({ emailAddress: 'a@example.com' })).toEqual({
      error: null,
    })
    expect(sent()).toEqual([
      '/v1/client/sign_ins?identifier=a%40example.com',
      '/v1/client/sign_ins/sia_1/prepare_first_factor?strategy=email_code&email_address_id=idn_2',
    ])
    expect(attempts.signIn().signIn).toMatchObject({ id: 'sia_1', status: 'needs_first_factor' })
  })

  it('by password begins with the identifier, or goes on without', async () => {
    answerWith({})
    await attempts.signIn().signIn.password({ identifier: 'ada', password: 'a' })
    await attempts.signIn().signIn.password({ password: 'b' })
    expect(sent()).toEqual([
      '/v1/client/sign_ins?identifier=ada&password=a&strategy=password',
      '/v1/client/sign_ins/sia_1/attempt_first_factor?strategy=password&password=b',
    ])
  })

  it('tells what was wrong by the field, and that it is under way', async () => {
    const seen: string[] = []
    attempts.subscribe(() => seen.push(attempts.signIn().fetchStatus))
    world.server.intercept(() => errorAnswer(422, 'form_param_format_invalid'))
    const { error } = await attempts.signIn().signIn.create({ identifier: 'x' })
    expect(error?.code).toBe('form_param_format_invalid')
    expect(attempts.signIn().errors.fields).toMatchObject({
      emailAddress: { code: 'form_param_format_invalid' },
    })
    expect(attempts.signIn().errors.global).toBeNull()
    expect(seen).toEqual(['fetching', 'idle'])
    answerWith({})
    await attempts.signIn().signIn.create({ identifier: 'x' })
    expect(attempts.signIn().errors).toEqual({ fields: {}, raw: null, global: null })
  })

  it('keeps faults of the network apart from fields', async () => {
    app.tab.setOnline(false)
    const { error } = await attempts.signIn().signIn.create({ identifier: 'x' })
    expect(error?.code).toBe('network_error')
    expect(attempts.signIn().errors.global).toHaveLength(1)
    expect(attempts.signIn().fetchStatus).toBe('idle')
  })

  it('is sent once by a double click', async () => {
    answerWith({})
    const { signIn } = attempts.signIn()
    const results = await Promise.all([1, 2].map(() => signIn.password({ identifier: 'ada', password: 'a' })))
    expect(results).toEqual([{ error: null }, { error: null }])
    expect(sent()).toHaveLength(1)
  })

  it('ends with the new session as the active one', async () => {
    const jwt = fakeToken({ sessionId: 'sess_1', issuedAt: Math.floor(world.clock.now() / 1000) })
    answerWith(
      { status: 'complete', created_session_id: 'sess_1' },
      { sessions: [fakeSession('sess_1', jwt)] },
    )
    await attempts.signIn().signIn.password({ identifier: 'ada', password: 'a' })
    expect(app.keywright.isSignedIn).toBe(false)
    const led: string[] = []
    await attempts.signIn().signIn.finalize({ navigate: ({ session }) => led.push(session.id) })
    expect(app.keywright.session?.id).toBe('sess_1')
    expect(led).toEqual(['sess_1'])
  })

  // A server that has brought somebody in forgets the attempt that did it.
  it('is known to be complete until the form has made use of it', async () => {
    const jwt = fakeToken({ sessionId: 'sess_1', issuedAt: Math.floor(world.clock.now() / 1000) })
    const done = { id: 'sia_1', status: 'complete', created_session_id: 'sess_1' }
    const client = fakeClient({ sessions: [fakeSession('sess_1', jwt)] })
    for (const round of [1, 2]) {
      world.server.intercept(() => Response.json({ response: done, client }))
      await attempts.signIn().signIn.password({ identifier: 'ada', password: `a${round}` })
      await app.keywright.api.send({ method: 'GET', path: '/v1/client/sessions/sess_1' })
      expect(attempts.signIn().signIn).toMatchObject({ status: 'complete', createdSessionId: 'sess_1' })
      await attempts.signIn().signIn.finalize()
      expect(app.keywright.session?.id).toBe('sess_1')
      world.server.intercept(() =>
        Response.json({ response: null, client: fakeClient({ updated_at: 1_000 + round }) }),
      )
      await app.keywright.signOut(() => undefined)
      expect(attempts.signIn().signIn).toMatchObject({ status: null, createdSessionId: null })
      client.updated_at += 1
    }
  })

  it('is not ended before it is complete', async () => {
    await expect(attempts.signIn().signIn.finalize()).rejects.toThrow(/not complete/)
  })
})

describe('a snapshot', () => {
  it('is the same object until something changes, and one client has one', async () => {
    expect(attemptsOf(app.keywright)).toBe(attempts)
    const before = attempts.signIn()
    expect(attempts.signIn()).toBe(before)
    answerWith({})
    await before.signIn.create({ identifier: 'x' })
    expect(attempts.signIn()).not.toBe(before)
  })
})

it('signing up goes on with what is under way', async () => {
  const signUp = { id: 'sua_1', status: 'missing_requirements', verifications: null }
  world.server.intercept(() => Response.json({ response: signUp, client: fakeClient({ sign_up: signUp }) }))
  await attempts.signUp().signUp.password({ emailAddress: 'a@example.com', password: 'a' })
  await attempts.signUp().signUp.password({ password: 'b' })
  await attempts.signUp().signUp.verifications.sendEmailCode()
  await attempts.signUp().signUp.verifications.verifyEmailCode({ code: '1' })
  expect(world.server.calls.map(({ method, path, form }) => `${method} ${path}?${form}`)).toEqual([
    'POST /v1/client/sign_ups?email_address=a%40example.com&password=a',
    'PATCH /v1/client/sign_ups/sua_1?password=b',
    'POST /v1/client/sign_ups/sua_1/prepare_verification?strategy=email_code',
    'POST /v1/client/sign_ups/sua_1/attempt_verification?strategy=email_code&code=1',
  ])
})
