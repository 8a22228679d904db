import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import { pause } from '../platform/platform.ts'
import type { OpenApp } from '../testing/open-app.ts'
import { createWorld, type World } from '../testing/open-app.ts'
import { toCamel, toSnakeKeys } from './camel.ts'
import { createEmailLinkFlow, type EmailLinkResource } from './email-link.ts'

let world: World
let app: OpenApp
beforeEach(async () => {
  world = createWorld()
  world.server.signIn('sess_1')
  world.server.signIn('sess_2')
  app = await world.open()
  world.server.calls.length = 0
})

/** Answers everything with one resource, and gives what was sent. */
function answerWith(response: unknown) {
  const { server } = world
  server.intercept(() => Response.json({ response, client: server.client() }))
  return () =>
    server.calls.map(({ method, path, query, form }) =>
      [method, path, query.get('_clerk_session_id'), String(form)].filter(
        (part) => part !== null && part !== '',
      ),
    )
}

describe('names', () => {
  it('are camelCase for code, with dates, and the app’s own data untouched', () => {
    const user = toCamel({
      created_at: 1,
      web3_wallet: null,
      list: [{ a_b: 1 }],
      public_metadata: { a_b: 1 },
    })
    expect(user).toEqual({
      createdAt: new Date(1),
      web3Wallet: null,
      list: [{ aB: 1 }],
      publicMetadata: { a_b: 1 },
    })
    expectTypeOf(user.createdAt).toEqualTypeOf<Date>()
    expectTypeOf(user.list).toEqualTypeOf<{ aB: number }[]>()
  })

  it('are snake_case in forms, with data as JSON', () => {
    expect(
      toSnakeKeys({ emailAddress: 'a', unsafeMetadata: { aB: 1 }, tags: ['x'], lastName: null }),
    ).toEqual({
      email_address: 'a',
      unsafe_metadata: '{"aB":1}',
      tags: ['x'],
      last_name: null,
    })
  })
})

describe('a user', () => {
  it('is changed where they are signed in, and not where somebody else is', async () => {
    const sent = answerWith(world.server.client()?.sessions[0]?.user)
    const [first] = app.keywright.client?.sessions ?? []
    await first?.user?.update({ firstName: 'Augusta', lastName: null })
    expect(app.keywright.session?.id).toBe('sess_2')
    expect(sent()).toEqual([['PATCH', '/v1/me', 'sess_1', 'first_name=Augusta&last_name=']])
  })

  it('is the same object afterwards, with what changed', async () => {
    const { user } = app.keywright
    answerWith({ ...world.server.client()?.sessions[0]?.user, first_name: 'Augusta' })
    expect(await user?.update({ firstName: 'Augusta' })).toBe(user)
    expect(user?.fullName).toBe('Augusta Lovelace')
  })

  it('is read anew with what a native app’s browser brought back, in the session that it was for', async () => {
    answerWith(world.server.client()?.sessions[0]?.user)
    const [first] = app.keywright.client?.sessions ?? []
    await first?.user?.reload({ rotatingTokenNonce: 'nonce_1' })
    await first?.user?.reload()
    expect(world.server.calls.map(({ query }) => Object.fromEntries(query))).toMatchObject([
      { _clerk_session_id: 'sess_1', rotating_token_nonce: 'nonce_1' },
      { _clerk_session_id: 'sess_1' },
    ])
    expect(world.server.calls[1]?.query.has('rotating_token_nonce')).toBe(false)
  })

  it('adds, verifies and removes an email address', async () => {
    const sent = answerWith({
      id: 'idn_2',
      object: 'email_address',
      email_address: 'b@example.com',
      linked_to: [],
    })
    const address = await app.keywright.user?.createEmailAddress({ email: 'b@example.com' })
    await address?.prepareVerification({ strategy: 'email_code' })
    await address?.attemptVerification({ code: '424242' })
    await address?.destroy()
    const path = '/v1/me/email_addresses'
    expect(sent()).toEqual([
      ['POST', path, 'sess_2', 'email_address=b%40example.com'],
      ['POST', `${path}/idn_2/prepare_verification`, 'sess_2', 'strategy=email_code'],
      ['POST', `${path}/idn_2/attempt_verification`, 'sess_2', 'code=424242'],
      ['DELETE', `${path}/idn_2`, 'sess_2'],
    ])
  })

  it('changes the password and the image, sees their devices, and leaves', async () => {
    const sent = answerWith(world.server.client()?.sessions[0]?.user)
    const { user } = app.keywright
    await user?.updatePassword({ currentPassword: 'a', newPassword: 'b', signOutOfOtherSessions: true })
    await user?.setProfileImage({ file: new Blob(['x']) })
    await user?.setProfileImage({ file: null })
    await user?.delete()
    expect(sent()).toEqual([
      [
        'POST',
        '/v1/me/change_password',
        'sess_2',
        'current_password=a&new_password=b&sign_out_of_other_sessions=true',
      ],
      ['POST', '/v1/me/profile_image', 'sess_2'],
      ['DELETE', '/v1/me/profile_image', 'sess_2'],
      ['DELETE', '/v1/me', 'sess_2'],
    ])
  })
})

describe('a session', () => {
  it('is verified again, and its next token says so', async () => {
    const sent = answerWith({ status: 'needs_first_factor', level: 'first_factor', session: {} })
    const { session } = app.keywright
    await session?.startVerification({ level: 'first_factor' })
    world.server.intercept((call) =>
      call.path.endsWith('attempt_first_factor')
        ? Response.json({ response: { status: 'complete', session: {} }, client: world.server.client() })
        : undefined,
    )
    const before = await session?.getToken()
    await session?.attemptFirstFactorVerification({ strategy: 'password', password: 'a' })
    expect(await session?.getToken()).not.toBe(before)
    expect(sent().map(([, path]) => path)).toEqual([
      '/v1/client/sessions/sess_2/verify',
      '/v1/client/sessions/sess_2/verify/attempt_first_factor',
      '/v1/client/sessions/sess_2/tokens',
    ])
  })

  it('that is removed is gone from this page', async () => {
    await app.keywright.session?.remove()
    expect(app.keywright.session).toBeNull()
    expect(app.keywright.client?.sessions.map(({ id }) => id)).toEqual(['sess_1'])
  })

  it('shows its token as it was last heard', async () => {
    const jwt = await app.keywright.session?.getToken()
    expect(app.keywright.session?.lastActiveToken?.getRawString()).toBe(jwt)
    expect(app.keywright.session?.lastActiveToken?.jwt.claims.sid).toBe('sess_2')
  })
})

describe('a link by email', () => {
  const flowOf = <Resource extends EmailLinkResource>(resource: Resource) =>
    createEmailLinkFlow(resource, () => pause(app.tab, 1_000))

  it('goes to an address of a sign-in, or to one of the user’s own', async () => {
    const verification = { status: 'verified' }
    const sent = answerWith({ id: 'x_1', first_factor_verification: verification, verification })
    const { signIn, user } = app.keywright
    await signIn.create({})
    await flowOf(signIn).startEmailLinkFlow({ emailAddressId: 'idn_1', redirectUrl: '/verify' })
    const address = user?.primaryEmailAddress
    if (address) await flowOf(address).startEmailLinkFlow({ redirectUrl: '/verify' })
    expect(sent().map((call) => call.at(-1))).toEqual([
      '/v1/client/sign_ins',
      'strategy=email_link&redirect_url=%2Fverify&email_address_id=idn_1',
      '/v1/client/sign_ins/x_1',
      'strategy=email_link&redirect_url=%2Fverify',
      'sess_2',
    ])
  })

  it('is waited for until it was opened', async () => {
    let status = 'unverified'
    world.server.intercept(() =>
      Response.json({
        response: {
          id: 'sua_1',
          status: 'missing_requirements',
          verifications: { email_address: { status } },
        },
        client: world.server.client(),
      }),
    )
    const { signUp } = app.keywright
    await signUp.create({ emailAddress: 'a@example.com' })
    const opened = flowOf(signUp).startEmailLinkFlow({ redirectUrl: 'http://localhost:3000/verify' })
    await world.clock.advance(3_000)
    const polls = world.server.callsTo(/sign_ups\/sua_1$/).length
    expect(polls).toBeGreaterThan(2)
    status = 'verified'
    await world.clock.advance(2_000)
    expect((await opened).verifications?.emailAddress?.status).toBe('verified')
    await world.clock.advance(10_000)
    expect(world.server.callsTo(/sign_ups\/sua_1$/).length).toBeLessThan(polls + 4)
  })

  it('is no longer waited for when the wait was called off', async () => {
    world.server.intercept(() =>
      Response.json({
        response: { id: 'sua_1', verifications: { email_address: { status: 'unverified' } } },
      }),
    )
    const { signUp } = app.keywright
    await signUp.create({})
    const flow = flowOf(signUp)
    const waiting = flow.startEmailLinkFlow({ redirectUrl: '/x' })
    await world.clock.advance(100)
    flow.cancelEmailLinkFlow()
    await world.clock.advance(2_000)
    expect((await waiting).verifications?.emailAddress?.status).toBe('unverified')
  })
})
