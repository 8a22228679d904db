import { beforeEach, describe, expect, it } from 'vitest'
import { cookieSuffixOf } from './config/publishable-key.ts'
import { createKeywright } from './keywright.ts'
import { fakeSha1 } from './testing/fake-browser.ts'
import { settle } from './testing/fake-clock.ts'
import { errorAnswer } from './testing/fake-server.ts'
import { fakeToken } from './testing/fake-wire.ts'
import { createWorld, developmentKey, type World } from './testing/open-app.ts'

const suffix = await cookieSuffixOf(developmentKey, fakeSha1)

let world: World
beforeEach(() => {
  world = createWorld()
})

describe('load', () => {
  it('finds nobody in a browser that was never seen', async () => {
    const { keywright } = await world.open()
    expect(keywright).toMatchObject({
      status: 'ready',
      loaded: true,
      session: null,
      user: null,
      isSignedIn: false,
    })
    expect(world.server.calls.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'GET /v1/client',
      'PATCH /v1/environment',
    ])
  })

  it('finds the user, as code reads it', async () => {
    world.server.signIn('sess_1')
    const { keywright } = await world.open()
    expect(keywright.user).toMatchObject({
      ...{ id: 'user_1', firstName: 'Ada', fullName: 'Ada Lovelace', createdAt: new Date(1_000) },
      ...{ primaryEmailAddress: { emailAddress: 'ada@example.com' }, hasVerifiedEmailAddress: true },
      // Keys of the app's own data are the app's.
      publicMetadata: { plan_name: 'x' },
    })
  })

  it('asks for nothing that the page has been given', async () => {
    const environment = { display_config: { application_name: 'Given' } }
    const seed = { '/v1/environment': environment, '/v1/client': { response: null } }
    const { keywright } = await world.open({ seed })
    expect(keywright).toMatchObject({ status: 'ready', loaded: true, user: null, environment })
    expect(world.server.calls).toEqual([])
  })

  it('believes what it was given once, and asks for the rest', async () => {
    world.server.signIn('sess_1')
    const { keywright } = await world.open({ seed: { '/v1/client': { response: null } } })
    expect(keywright.clientState).toBeNull()
    expect(world.server.calls.map(({ path }) => path)).toEqual(['/v1/environment'])
    await keywright.api.send({ method: 'GET', path: '/v1/client' })
    expect(keywright.clientState?.sessions).toHaveLength(1)
  })

  it('happens once, however often it is asked for', async () => {
    const { keywright } = await world.open()
    await Promise.all([keywright.load(), keywright.load()])
    expect(world.server.callsTo(/^\/v1\/client$/)).toHaveLength(1)
  })

  it('is waited for by whoever asks for a token', async () => {
    world.server.signIn('sess_1')
    const keywright = createKeywright({ publishableKey: developmentKey }, world.browser.openTab())
    expect(await keywright.getToken()).toBe(world.browser.cookie('__session'))
  })

  it('says what is wrong when the server refuses the page, and may be tried again', async () => {
    world.server.intercept(() => errorAnswer(400, 'origin_invalid'))
    const keywright = createKeywright({ publishableKey: developmentKey }, world.browser.openTab())
    await expect(keywright.load()).rejects.toMatchObject({ code: 'origin_invalid' })
    expect(keywright.status).toBe('error')
    world.server.intercept(undefined)
    await keywright.load()
    expect(keywright.status).toBe('ready')
  })

  it('keeps whoever was signed in while the server is down, and catches up', async () => {
    world.server.signIn('sess_1')
    await world.open()
    world.server.intercept(() => errorAnswer(503, 'service_unavailable'))
    const tab = world.open()
    await world.clock.advance(10_000)
    const { keywright } = await tab
    expect(keywright).toMatchObject({
      status: 'degraded',
      isSignedIn: true,
      session: { id: 'sess_1' },
      user: null,
    })
    expect(await keywright.getToken()).toBe(world.browser.cookie('__session'))
    world.server.intercept(undefined)
    await world.clock.advance(60_000)
    expect(keywright).toMatchObject({ status: 'ready', user: { id: 'user_1' } })
  })

  it('calls nothing else for a session whose id is a path', async () => {
    const sessionId = '../../me?_method=DELETE&x='
    const jwt = fakeToken({ sessionId, issuedAt: Math.floor(world.clock.now() / 1000) - 50 })
    world.browser.cookies.set(`__session_${suffix}`, jwt)
    world.server.intercept(() => errorAnswer(503, 'service_unavailable'))
    const tab = world.open()
    await world.clock.advance(60_000)
    const { keywright } = await tab
    keywright.getToken().catch(() => undefined)
    await world.clock.advance(60_000)
    expect(world.server.callsTo(/^(?!\/v1\/(client|environment)$)/)).toEqual([])
  })

  it('signs nobody in from a cookie when the server says otherwise', async () => {
    const jwt = fakeToken({ sessionId: 'sess_9', issuedAt: Math.floor(world.clock.now() / 1000) })
    world.browser.cookies.set(`__session_${suffix}`, jwt)
    const { keywright } = await world.open()
    expect(keywright.session).toBeNull()
    expect(world.browser.cookie(`__session_${suffix}`)).toBeUndefined()
  })
})

describe('cookies for the app’s server', () => {
  it('are there under both names after load, the token no older than the last change', async () => {
    world.server.signIn('sess_1')
    await world.open()
    for (const name of ['__session', `__session_${suffix}`, '__client_uat', `__client_uat_${suffix}`])
      expect(world.browser.cookie(name)).toBeDefined()
    const claims = JSON.parse(atob(world.browser.cookie('__session')?.split('.')[1] ?? ''))
    expect(claims.iat).toBeGreaterThanOrEqual(Number(world.browser.cookie('__client_uat')))
  })

  // The app's server would take such a token for stale, and send the visitor through a handshake.
  it('get another token when the last change is younger than theirs', async () => {
    world.server.signIn('sess_1')
    const { keywright } = await world.open()
    await world.clock.advance(5_000)
    const client = { ...world.server.client(), updated_at: world.clock.now() }
    const sessions = client.sessions?.map((session) => ({ ...session, last_active_token: null }))
    world.server.intercept(({ path }) =>
      path === '/v1/me' ? Response.json({ response: {}, client: { ...client, sessions } }) : undefined,
    )
    await keywright.api.send({ method: 'PATCH', path: '/v1/me' })
    await world.clock.advance(0)
    const claims = JSON.parse(atob(world.browser.cookie('__session')?.split('.')[1] ?? ''))
    expect(claims.iat).toBeGreaterThanOrEqual(Number(world.browser.cookie('__client_uat')))
  })

  it('are left to the server where it writes them itself', async () => {
    world.server.signIn('sess_1')
    const publishableKey = `pk_live_${btoa('clerk.example.com$')}`
    await world.open({ publishableKey }, 'https://app.example.com/')
    expect(world.browser.cookie('__session')).toBeDefined()
    expect(world.browser.cookie('__client_uat')).toBeUndefined()
  })

  it('are gone after a sign-out', async () => {
    world.server.signIn('sess_1')
    const { keywright, tab } = await world.open()
    await keywright.signOut()
    expect(world.browser.cookie('__session')).toBeUndefined()
    expect(world.browser.cookie(`__session_${suffix}`)).toBeUndefined()
    expect(world.browser.cookie('__client_uat')).toBe('0')
    expect(tab.left).toEqual(['http://localhost:3000/'])
  })
})

describe('tabs', () => {
  it('all show a sign-in, and whose it is, at once', async () => {
    const one = await world.open()
    const two = await world.open()
    world.server.signIn('sess_1')
    await one.keywright.api.send({ method: 'GET', path: '/v1/client' })
    expect(one.keywright.session).toBeNull()
    await one.keywright.setActive({ session: 'sess_1' })
    await settle()
    expect(two.keywright.session?.id).toBe('sess_1')
    await two.keywright.getToken()
    expect(world.server.callsTo(/tokens/)).toHaveLength(0)
  })

  it('all show a sign-out at once', async () => {
    world.server.signIn('sess_1')
    const one = await world.open()
    const two = await world.open()
    const heard: unknown[] = []
    two.keywright.addListener(({ user }) => heard.push(user), { skipInitialEmit: true })
    await one.keywright.signOut()
    await settle()
    expect(heard).toEqual([null])
    expect(await two.keywright.getToken()).toBeNull()
  })

  it('all follow to another session', async () => {
    world.server.signIn('sess_1')
    world.server.signIn('sess_2')
    const one = await world.open()
    const two = await world.open()
    expect(two.keywright.session?.id).toBe('sess_2')
    await one.keywright.setActive({ session: 'sess_1' })
    await settle()
    expect(two.keywright.session?.id).toBe('sess_1')
  })

  // Somebody who adds an account in one tab must not be signed out in the others meanwhile.
  it('are left where they are by one that shows nobody yet', async () => {
    const one = await world.open()
    const two = await world.open()
    world.server.signIn('sess_1')
    await two.keywright.api.send({ method: 'GET', path: '/v1/client' })
    one.tab.freeze(true)
    await two.keywright.setActive({ session: 'sess_1' })
    await one.keywright.api.send({ method: 'GET', path: '/v1/client' })
    await settle()
    expect(one.keywright.session).toBeNull()
    expect(two.keywright.session?.id).toBe('sess_1')
  })

  it('hear nothing from one that knows only its last token', async () => {
    world.server.signIn('sess_1')
    const one = await world.open()
    world.server.intercept(() => errorAnswer(503, 'service_unavailable'))
    const opened = world.open()
    await world.clock.advance(10_000)
    const two = await opened
    expect(two.keywright.status).toBe('degraded')
    await two.keywright.setActive({ session: null })
    world.server.intercept(undefined)
    await world.clock.advance(60_000)
    expect(one.keywright.user?.id).toBe('user_1')
  })

  it('of another instance hear nothing', async () => {
    world.server.signIn('sess_1')
    const one = await world.open()
    const two = await world.open({ publishableKey: `pk_test_${btoa('clerk.other.localhost:3943$')}` })
    const three = await world.open({ url: 'http://localhost:4900' })
    await one.keywright.signOut()
    await settle()
    expect(two.keywright.session?.id).toBe('sess_1')
    expect(three.keywright.session?.id).toBe('sess_1')
  })
})

describe('setActive', () => {
  beforeEach(() => {
    world.server.signIn('sess_1')
    world.server.signIn('sess_2')
  })

  it('tells the server, then the cookies, then the app, then the page', async () => {
    const order: string[] = []
    const { keywright, tab } = await world.open()
    keywright.addListener(({ session }) => session?.id === 'sess_1' && order.push('heard sess_1'))
    await keywright.setActive({
      session: 'sess_1',
      redirectUrl: '/members',
      beforeEmit(session) {
        const claims = JSON.parse(atob(world.browser.cookie('__session')?.split('.')[1] ?? ''))
        order.push(`before ${session?.id} ${claims.sid} ${world.server.callsTo(/touch/).length}`)
      },
    })
    expect(order).toEqual(['before sess_1 sess_1 1', 'heard sess_1'])
    expect(tab.left).toEqual(['http://localhost:3000/members'])
  })

  it('takes a session that was made in another window, which this page has not heard of', async () => {
    const { keywright } = await world.open()
    world.server.signIn('sess_3')
    expect(keywright.session?.id).toBe('sess_2')
    await keywright.setActive({ session: 'sess_3' })
    expect(keywright.session?.id).toBe('sess_3')
  })

  it('refuses a session that is not of this browser', async () => {
    const { keywright } = await world.open()
    await expect(keywright.setActive({ session: 'sess_9' })).rejects.toThrow(/no session of this browser/)
  })

  it('leads to the page of a task where one is still asked for', async () => {
    const { keywright, tab } = await world.open({ taskUrls: { 'reset-password': '/tasks/password' } })
    const client = world.server.client()
    if (!client) throw new TypeError('no client')
    const pending = client.sessions.map((one) => ({
      ...one,
      ...(one.id === 'sess_1' ? { status: 'pending' as const, tasks: [{ key: 'reset-password' }] } : {}),
    }))
    const body = { response: pending[0], client: { ...client, sessions: pending } }
    world.server.intercept(({ path }) => (path.endsWith('/touch') ? Response.json(body) : undefined))
    await keywright.setActive({ session: 'sess_1', redirectUrl: '/home' })
    expect(keywright.session?.currentTask).toEqual({ key: 'reset-password' })
    expect(tab.left).toEqual(['http://localhost:3000/tasks/password'])
  })
})

describe('signOut', () => {
  it('of one session leaves the others', async () => {
    world.server.signIn('sess_1')
    world.server.signIn('sess_2')
    const { keywright } = await world.open()
    await keywright.signOut({ sessionId: 'sess_1' })
    expect(keywright.client?.sessions.map(({ id }) => id)).toEqual(['sess_2'])
    expect(keywright.session?.id).toBe('sess_2')
  })

  it('runs a callback in place of the redirect', async () => {
    world.server.signIn('sess_1')
    const { keywright, tab } = await world.open()
    const called: string[] = []
    await keywright.signOut(() => called.push('called'))
    expect([called, tab.left]).toEqual([['called'], []])
  })

  it('does not claim to have happened while the server cannot be reached', async () => {
    world.server.signIn('sess_1')
    const { keywright, tab } = await world.open()
    tab.setOnline(false)
    await expect(keywright.signOut()).rejects.toMatchObject({ code: 'network_error' })
    expect(keywright.isSignedIn).toBe(true)
  })

  it('is done when the session was gone already', async () => {
    world.server.signIn('sess_1')
    const { keywright } = await world.open()
    world.server.end('sess_1')
    await keywright.signOut({ sessionId: 'sess_1' })
    expect(keywright.isSignedIn).toBe(false)
  })
})

it('tells of every token of the active session once, in every tab, and of none when nobody is signed in', async () => {
  world.server.signIn('sess_1')
  const one = await world.open()
  const two = await world.open()
  two.tab.show(false)
  const heard: (string | null)[] = []
  const elsewhere: (string | null)[] = []
  one.keywright.on('token', (jwt) => heard.push(jwt))
  two.keywright.on('token', (jwt) => elsewhere.push(jwt))
  const fresh = await one.keywright.getToken({ skipCache: true })
  await one.keywright.api.send({ method: 'POST', path: '/v1/nowhere' }).catch(() => undefined)
  await one.keywright.signOut()
  await settle()
  expect(heard).toEqual([fresh, null])
  expect(elsewhere).toEqual([fresh, null])
})

it('draws nothing again for a token alone', async () => {
  world.server.signIn('sess_1')
  const { keywright } = await world.open()
  const before = keywright.resources
  await keywright.api.send({ method: 'GET', path: '/v1/client' })
  await world.clock.advance(600_000)
  expect(keywright.resources).toBe(before)
})
