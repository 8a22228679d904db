/** The client of a native app, on Node, against the real server: no cookies, and a token that the app keeps. */
import { createNativeKeywright, type TokenCache } from '@keywright/expo'
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { cacheKey, memoryCache } from '../support/phone.ts'

let server: RunningKeywright
beforeAll(async () => {
  server = await startKeywright()
})
afterAll(() => server?.stop())
afterEach(() => vi.restoreAllMocks())

const failing: TokenCache = {
  getToken: () => Promise.reject(new Error('the keychain is locked')),
  saveToken: () => Promise.reject(new Error('the keychain is full')),
}
/** Not even a promise: what an app writes need not keep to the types. */
const throwing = {
  getToken() {
    throw new Error('broken')
  },
  saveToken() {
    throw new Error('broken')
  },
} as unknown as TokenCache

/** Starts the app: what is in memory is gone, what is in the cache is not. */
async function startApp(tokenCache?: TokenCache) {
  const { publishableKey, url } = server
  const keywright = createNativeKeywright({ publishableKey, url, tokenCache, openUrl: () => undefined })
  await keywright.load()
  return keywright
}
type App = Awaited<ReturnType<typeof startApp>>

async function signUp({ signUp: attempt, ...app }: App & { setActive: App['setActive'] }): Promise<string> {
  const emailAddress = newAddress()
  await attempt.create({ emailAddress, password, firstName: 'Ada' })
  await attempt.prepareEmailAddressVerification()
  const code = await server.inbox.nextCode(emailAddress)
  const done = await attempt.attemptEmailAddressVerification({ code })
  await app.setActive({ session: done.createdSessionId })
  return emailAddress
}

describe('a native app', () => {
  it('signs up by a code, is signed in at its next start, and hands out tokens', async () => {
    const cache = memoryCache()
    const first = await startApp(cache)
    expect([first.status, first.isSignedIn]).toEqual(['ready', false])
    const emailAddress = await signUp(first)
    expect(cache.kept.get(cacheKey)).toMatch(/^[\x21-\x7e]{20,200}$/)
    first.dispose()

    const next = await startApp(cache)
    expect(next.user?.primaryEmailAddress?.emailAddress).toBe(emailAddress)
    const claims = JSON.parse(atob((await next.getToken({ skipCache: true }))?.split('.')[1] ?? ''))
    expect(claims.sub).toBe(next.user?.id)
    next.dispose()
  })

  it('sends its token in a header, says that it is native, and takes no cookies', async () => {
    const cache = memoryCache()
    await signUp(await startApp(cache))
    const sent = vi.spyOn(globalThis, 'fetch')
    const app = await startApp(cache)
    expect(app.isSignedIn).toBe(true)
    expect(sent).toHaveBeenCalled()
    for (const [index, [url, init]] of sent.mock.calls.entries()) {
      expect(new URL(String(url)).searchParams.get('_is_native')).toBe('1')
      expect([init?.credentials, new Headers(init?.headers).get('authorization')]).toEqual([
        'omit',
        cache.kept.get(cacheKey),
      ])
      const response = (await sent.mock.results[index]?.value) as Response
      expect(response.headers.getSetCookie()).toEqual([])
    }
    app.dispose()
  })

  it('signs out for good, and somebody else in', async () => {
    const cache = memoryCache()
    const app = await startApp(cache)
    const emailAddress = await signUp(app)
    await app.signOut()
    expect([app.isSignedIn, app.user]).toEqual([false, null])
    const next = await startApp(cache)
    expect([next.status, next.isSignedIn]).toEqual(['ready', false])

    const attempt = await next.signIn.create({ identifier: emailAddress, password })
    await next.setActive({ session: attempt.createdSessionId })
    expect(next.user?.primaryEmailAddress?.emailAddress).toBe(emailAddress)
    expect((await startApp(cache)).isSignedIn).toBe(true)
  })

  it('is signed out everywhere once the session has ended on the server', async () => {
    const cache = memoryCache()
    const app = await startApp(cache)
    await signUp(app)
    const other = await startApp(cache)
    await other.signOut()
    expect(await app.getToken({ skipCache: true })).toBeNull()
    expect(app.isSignedIn).toBe(false)
  })

  const corrupt = [
    'garbage',
    '',
    'with a\nline break',
    'ключ',
    'x'.repeat(5_000),
    'sk_test_1',
    'Bearer x',
    '{}',
  ]
  for (const text of corrupt)
    it(`starts as nobody from a cache with ${JSON.stringify(text.slice(0, 20))}, and signs up from there`, async () => {
      const cache = memoryCache(text)
      const app = await startApp(cache)
      expect([app.status, app.isSignedIn]).toEqual(['ready', false])
      await signUp(app)
      expect((await startApp(cache)).isSignedIn).toBe(true)
    })

  for (const [name, cache] of Object.entries({
    fails: failing,
    'throws at once': throwing,
    'is not there': undefined,
  }))
    it(`works until its end with a cache that ${name}`, async () => {
      const app = await startApp(cache)
      await signUp(app)
      expect(await app.getToken({ skipCache: true })).toEqual(expect.any(String))
      await app.signOut()
      expect(app.isSignedIn).toBe(false)
      expect((await startApp(cache)).isSignedIn).toBe(false)
    })

  it('cannot use what another app keeps: its own token opens nobody else', async () => {
    const [mine, theirs] = [memoryCache(), memoryCache()]
    await signUp(await startApp(mine))
    await signUp(await startApp(theirs))
    const ids = await Promise.all([mine, theirs].map(async (cache) => (await startApp(cache)).user?.id))
    expect(new Set(ids).size).toBe(2)
  })
})
