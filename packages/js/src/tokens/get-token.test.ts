import { beforeEach, describe, expect, it } from 'vitest'
import { createKeywright } from '../keywright.ts'
import { settle } from '../testing/fake-clock.ts'
import { errorAnswer, type SentCall } from '../testing/fake-server.ts'
import { fakeToken } from '../testing/fake-wire.ts'
import { createWorld, developmentKey, type World } from '../testing/open-app.ts'
import { decodeToken } from './decode-token.ts'

const minute = 60_000
const night = 10 * 60 * minute
const tokens = /\/tokens/

let world: World
beforeEach(() => {
  world = createWorld()
  world.server.signIn('sess_1')
})

const sidOf = (jwt: string | null) => (jwt === null ? null : decodeToken(jwt)?.claims.sid)
const tokenCalls = () => world.server.callsTo(tokens).length

/** A gate that holds answers back. */
function hold(which: (call: SentCall) => boolean) {
  let release = () => {}
  const gate = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined)
  })
  world.server.intercept((call) => (which(call) ? (gate as Promise<never>) : undefined))
  return release
}

describe('a token', () => {
  it('comes along with the client, without a request of its own', async () => {
    const { keywright } = await world.open()
    expect(sidOf(await keywright.getToken())).toBe('sess_1')
    expect(tokenCalls()).toBe(0)
  })

  it('is fetched once for all who ask at the same time', async () => {
    const { keywright, tab } = await world.open()
    tab.show(false)
    await world.clock.advance(minute)
    const release = hold(({ path }) => tokens.test(path))
    const asked = Promise.all(Array.from({ length: 20 }, () => keywright.getToken()))
    await settle()
    release()
    expect(new Set(await asked).size).toBe(1)
    expect(tokenCalls()).toBe(1)
  })

  it('is fetched also where the locks are those of the browser, or where it has none', async () => {
    const { lock: _lock, ...platform } = world.browser.openTab()
    const keywright = createKeywright({ publishableKey: developmentKey }, platform)
    await keywright.load()
    expect(sidOf(await keywright.getToken({ organizationId: 'org_1' }))).toBe('sess_1')
    expect(tokenCalls()).toBe(1)
  })

  it('is made anew for whoever does not want one from memory', async () => {
    const { keywright } = await world.open()
    const before = await keywright.getToken()
    const fresh = await keywright.getToken({ skipCache: true })
    expect(fresh).not.toBe(before)
    expect(await keywright.getToken()).toBe(fresh)
  })

  it('of a template is kept apart from the session’s own', async () => {
    const { keywright } = await world.open()
    await keywright.getToken({ template: 'supabase' })
    await keywright.getToken({ template: 'supabase' })
    expect(world.server.callsTo(tokens).map(({ path }) => path)).toEqual([
      '/v1/client/sessions/sess_1/tokens/supabase',
    ])
  })

  it('is none when nobody is signed in', async () => {
    world.server.end('sess_1')
    const { keywright } = await world.open()
    expect(await keywright.getToken()).toBeNull()
    expect(tokenCalls()).toBe(0)
  })

  it.each([-3_600_000, 3_600_000])(
    'is judged by its own life when the clocks differ by %i ms',
    async (skew) => {
      world = createWorld({ skewMilliseconds: skew })
      world.server.signIn('sess_1')
      const { keywright, tab } = await world.open()
      tab.show(false)
      await world.clock.advance(45_000)
      await keywright.getToken()
      expect(tokenCalls()).toBe(0)
      await world.clock.advance(10_000)
      await keywright.getToken()
      expect(tokenCalls()).toBe(1)
    },
  )

  it('that lives shorter than the leeway is used all the same', async () => {
    world = createWorld({ lifetimeSeconds: 8 })
    world.server.signIn('sess_1')
    const { keywright } = await world.open()
    await keywright.getToken()
    await keywright.getToken()
    expect(tokenCalls()).toBe(0)
  })

  it('of one session is never given for another', async () => {
    world.server.signIn('sess_2')
    const { keywright, tab } = await world.open()
    tab.show(false)
    await world.clock.advance(minute)
    const release = hold(({ path }) => path.includes('sess_2/tokens'))
    const asked = keywright.getToken()
    await settle()
    const switching = keywright.setActive({ session: 'sess_1' })
    await world.clock.advance(100)
    await switching
    release()
    await world.clock.advance(100)
    expect(sidOf(await asked)).toBe('sess_1')
  })
})

describe('two tabs', () => {
  it('make one refresh, and share it', async () => {
    const one = await world.open()
    const two = await world.open()
    for (const { tab } of [one, two]) tab.show(false)
    await world.clock.advance(minute)
    const release = hold(({ path }) => tokens.test(path))
    const asked = Promise.all([one.keywright.getToken(), two.keywright.getToken()])
    await settle()
    release()
    await world.clock.advance(1_000)
    const [first, second] = await asked
    expect(first).toBe(second)
    expect(tokenCalls()).toBe(1)
  })

  it('do not both refresh when both are looked at', async () => {
    await world.open()
    await world.open()
    await world.clock.advance(10 * minute)
    // One every 0.63 to 0.7 of a minute, not twice that.
    expect(tokenCalls()).toBeGreaterThan(13)
    expect(tokenCalls()).toBeLessThan(17)
  })

  it('that read a token late do not take it for fresh', async () => {
    const one = await world.open()
    const two = await world.open()
    for (const { tab } of [one, two]) tab.show(false)
    await world.clock.advance(30_000)
    two.tab.freeze(true)
    const shared = await one.keywright.getToken({ skipCache: true })
    await world.clock.advance(55_000)
    two.tab.freeze(false)
    expect(await two.keywright.getToken()).not.toBe(shared)
    expect(tokenCalls()).toBe(2)
  })

  it('share a token that is still good, however late it is read', async () => {
    const one = await world.open()
    const two = await world.open()
    for (const { tab } of [one, two]) tab.show(false)
    await world.clock.advance(30_000)
    two.tab.freeze(true)
    const shared = await one.keywright.getToken({ skipCache: true })
    await world.clock.advance(40_000)
    two.tab.freeze(false)
    expect(await two.keywright.getToken()).toBe(shared)
  })
})

describe('a page that is looked at', () => {
  it('renews its token before it runs out, and writes it for the app’s server', async () => {
    await world.open()
    const before = world.browser.cookie('__session')
    await world.clock.advance(45_000)
    expect(tokenCalls()).toBe(1)
    expect(world.browser.cookie('__session')).not.toBe(before)
  })

  it('asks nothing while it is hidden, and once when it is shown', async () => {
    const { keywright, tab } = await world.open()
    tab.show(false)
    await world.clock.advance(30 * minute)
    expect(tokenCalls()).toBe(0)
    tab.show(true)
    tab.wake()
    tab.wake()
    await world.clock.advance(10)
    expect(tokenCalls()).toBe(1)
    expect(sidOf(await keywright.getToken())).toBe('sess_1')
  })

  it('asks nothing on focus while its token is good', async () => {
    const { tab } = await world.open()
    await world.clock.advance(35_000)
    for (let times = 0; times < 50; times += 1) tab.wake()
    await world.clock.advance(1_000)
    expect(tokenCalls()).toBe(0)
  })
})

describe('a tab that slept for a night', () => {
  it('wakes signed in', async () => {
    const { keywright, tab } = await world.open()
    world.clock.sleep(night)
    tab.wake()
    await world.clock.advance(10)
    expect(tokenCalls()).toBe(1)
    expect(sidOf(await keywright.getToken())).toBe('sess_1')
    expect(tokenCalls()).toBe(1)
  })

  it('does not give out the evening’s token, even before it was told that it woke', async () => {
    const { keywright } = await world.open()
    const evening = await keywright.getToken()
    world.clock.sleep(night)
    expect(await keywright.getToken()).not.toBe(evening)
  })

  it('wakes cleanly signed out when its session ended meanwhile', async () => {
    const { keywright, tab } = await world.open()
    const heard: unknown[] = []
    keywright.addListener(({ session }) => heard.push(session), { skipInitialEmit: true })
    world.clock.sleep(night)
    world.server.end('sess_1')
    tab.wake()
    await world.clock.advance(10)
    expect(keywright.session).toBeNull()
    expect(heard).toEqual([null])
    expect(await keywright.getToken()).toBeNull()
    expect(world.browser.cookie('__session')).toBeUndefined()
    expect(world.browser.cookie('__client_uat')).toBe('0')
  })

  it('wakes without a network, and catches up when it is back', async () => {
    const { keywright, tab } = await world.open()
    world.clock.sleep(night)
    tab.setOnline(false)
    tab.wake()
    await world.clock.advance(minute)
    expect(keywright.session?.id).toBe('sess_1')
    tab.setOnline(true)
    await world.clock.advance(2_000)
    expect(tokenCalls()).toBe(1)
  })
})

describe('a server that fails', () => {
  const down = () =>
    world.server.intercept(({ path }) =>
      tokens.test(path) ? errorAnswer(503, 'service_unavailable') : undefined,
    )

  it('signs nobody out, and is asked less and less', async () => {
    const { keywright } = await world.open()
    down()
    await world.clock.advance(30 * minute)
    expect(keywright.session?.id).toBe('sess_1')
    expect(tokenCalls()).toBeLessThan(30 * 5 + 30)
    world.server.intercept(undefined)
    await world.clock.advance(2 * minute)
    expect(sidOf(await keywright.getToken())).toBe('sess_1')
  })

  it('does not take away a token that is still good', async () => {
    const { keywright, tab } = await world.open()
    tab.show(false)
    const good = await keywright.getToken()
    await world.clock.advance(55_000)
    down()
    expect(await keywright.getToken()).toBe(good)
  })

  it('is told of, once there is no good token left', async () => {
    const { keywright, tab } = await world.open()
    tab.show(false)
    await world.clock.advance(minute)
    down()
    const ask = () => keywright.getToken().catch((error: unknown) => error)
    const refused = Promise.all([ask(), ask(), ask()])
    await world.clock.advance(minute)
    for (const error of await refused)
      expect(error).toMatchObject({ code: 'service_unavailable', status: 503 })
    expect(tokenCalls()).toBe(5)
    expect(keywright.session?.id).toBe('sess_1')
  })
})

it('is not brought back by an answer that a sign-out overtook', async () => {
  const { keywright, tab } = await world.open()
  tab.show(false)
  await world.clock.advance(minute)
  const jwt = fakeToken({ sessionId: 'sess_1', issuedAt: Math.floor(world.clock.now() / 1000) })
  let answer = (_response: Response) => {}
  const late = new Promise<Response>((resolve) => {
    answer = resolve
  })
  world.server.intercept(({ path }) => (tokens.test(path) ? late : undefined))
  const asked = Promise.all([keywright.getToken(), keywright.session?.getToken()])
  await settle()
  await keywright.signOut()
  answer(Response.json({ jwt }))
  await settle()
  expect(await asked).toEqual([null, null])
  expect(world.browser.cookie('__session')).toBeUndefined()
})
