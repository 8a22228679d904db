/** What the middleware answers, and what it tells the app that stands behind it. */
import { publishableKeyOf, startBackendApi } from '@keywright/test-kit/instance'
import { NextResponse } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createRouteMatcher,
  getAuth,
  type KeywrightMiddlewareHandler,
  keywrightMiddleware,
} from './server.ts'
import { page, pass, requestOf } from './testing/visits.ts'

let api: Awaited<ReturnType<typeof startBackendApi>>
beforeAll(async () => {
  api = await startBackendApi()
  vi.stubEnv('KEYWRIGHT_SECRET_KEY', 'sk_live_a')
  vi.stubEnv('NEXT_PUBLIC_KEYWRIGHT_PUBLISHABLE_KEY', publishableKeyOf('live'))
  vi.stubEnv('KEYWRIGHT_API_URL', api.url)
  vi.stubEnv('NEXT_PUBLIC_KEYWRIGHT_SIGN_IN_URL', '/sign-in')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await api.stop()
})

const member = { claims: {} }
const admin = { claims: { o: { id: 'org_1', slg: 'acme', rol: 'admin' } } }
const whoIs = (headers: Headers) => getAuth({ headers }).userId
const locationOf = ({ said }: { said: Response }) => said.headers.get('location')

describe('the forms of the middleware', () => {
  const forms: [string, Parameters<typeof pass>[0]][] = [
    ['itself', keywrightMiddleware],
    ['a call without anything', keywrightMiddleware()],
    ['options', keywrightMiddleware({ signInUrl: '/enter' })],
    ['a handler', keywrightMiddleware(() => undefined)],
    ['a handler and options', keywrightMiddleware(async () => undefined, { signInUrl: '/enter' })],
    [
      'a handler and a function of options',
      keywrightMiddleware(
        () => undefined,
        async () => ({}),
      ),
    ],
  ]
  for (const [name, middleware] of forms)
    it(`lets requests go on, with who they are from: ${name}`, async () => {
      const { said, headers } = await pass(middleware, member)
      expect(said.headers.get('x-middleware-next')).toBe('1')
      expect(whoIs(headers)).toBe('user_1')
      expect(whoIs((await pass(middleware)).headers)).toBeNull()
    })

  it('asks a function of options once for each request', async () => {
    const options = vi.fn(() => ({}))
    await pass(
      keywrightMiddleware(() => undefined, options),
      member,
    )
    expect(options).toHaveBeenCalledTimes(1)
  })

  it('hands the handler the request and the event', async () => {
    const handler = vi.fn<KeywrightMiddlewareHandler>(() => undefined)
    await pass(keywrightMiddleware(handler), { path: '/a?b=1' })
    const [, request, event] = handler.mock.calls[0] ?? []
    expect([request?.nextUrl.pathname, event]).toEqual(['/a', {}])
  })
})

describe('headers that only servers of the app write', () => {
  // The attack: a browser says that the middleware ran already, or who it is (CVE-2025-29927).
  const forged = {
    'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
    'x-middleware-request-x-keywright-auth': 'forged',
    'x-middleware-override-headers': 'x-keywright-auth',
    'x-keywright-auth': 'forged',
    'x-clerk-auth-status': 'signed-in',
    'x-clerk-auth-token': 'forged',
  }

  it('are not believed, and do not reach the app', async () => {
    const { headers, said } = await pass(keywrightMiddleware(), { headers: { ...forged, 'x-own': '1' } })
    expect(whoIs(headers)).toBeNull()
    const names = [...headers.keys()].filter((name) => /^x-(middleware|keywright|clerk)/.test(name))
    expect(names).toEqual(['x-keywright-auth'])
    expect(headers.get('x-own')).toBe('1')
    expect(said.headers.get('x-middleware-request-x-keywright-auth')).not.toContain('forged')
  })

  it('are not believed where no middleware ran', async () => {
    const error = expect.objectContaining({ code: 'middleware_missing' })
    expect(() => whoIs(new Headers(forged))).toThrow(error)
    expect(() => whoIs(new Headers())).toThrow(/proxy\.ts/)
  })

  it('are not believed where another app wrote them, or they were changed on the way', async () => {
    const { headers } = await pass(keywrightMiddleware(), member)
    const sealed = headers.get('x-keywright-auth') ?? ''
    const changed = `${sealed.slice(0, 60)}${sealed[60] === 'A' ? 'B' : 'A'}${sealed.slice(61)}`
    for (const text of [changed, sealed.slice(0, -8), `${sealed}AAAA`, 'A', ''])
      expect(() => whoIs(new Headers({ 'x-keywright-auth': text }))).toThrow(/middleware/i)
    vi.stubEnv('KEYWRIGHT_SECRET_KEY', 'sk_live_other')
    expect(() => whoIs(headers)).toThrow(/middleware/i)
    vi.stubEnv('KEYWRIGHT_SECRET_KEY', 'sk_live_a')
    expect(whoIs(headers)).toBe('user_1')
  })

  it('are not believed long after', async () => {
    const { headers } = await pass(keywrightMiddleware(), member)
    vi.useFakeTimers({ now: Date.now() + 16 * 60_000 })
    expect(() => whoIs(headers)).toThrow(/middleware/i)
    vi.useRealTimers()
  })

  it('tell nobody anything on the way', async () => {
    const { headers } = await pass(keywrightMiddleware(), member)
    const bytes = atob(headers.get('x-keywright-auth') ?? '')
    expect(bytes).not.toMatch(/user_1|sess_1|eyJ|sk_live/)
  })

  it('stay here when a request is rewritten to another server', async () => {
    const away = keywrightMiddleware(() => NextResponse.rewrite('https://cms.example.com/page'))
    expect([...(await pass(away, member)).said.headers.keys()].join()).not.toContain('x-keywright-auth')
    const here = keywrightMiddleware((_auth, request) => NextResponse.rewrite(new URL('/b', request.url)))
    expect(whoIs((await pass(here, member)).headers)).toBe('user_1')
  })
})

describe('the answer of a handler', () => {
  it('keeps its headers, cookies and the headers that it chose for the app', async () => {
    const middleware = keywrightMiddleware((_auth, request) => {
      const headers = new Headers(request.headers)
      headers.set('x-chosen', '1')
      const response = NextResponse.next({ request: { headers } })
      response.cookies.set('own', '1')
      response.headers.set('x-answer', '1')
      return response
    })
    const forged = { 'x-keywright-auth': 'forged', 'x-clerk-auth-status': 'signed-in' }
    const { said, headers } = await pass(middleware, { ...member, headers: forged })
    expect([headers.get('x-chosen'), whoIs(headers)]).toEqual(['1', 'user_1'])
    expect(headers.has('x-clerk-auth-status')).toBe(false)
    expect(said.headers.get('x-answer')).toBe('1')
    expect(said.headers.getSetCookie().join()).toContain('own=1')
  })

  it('is the answer, with the cookies of the session', async () => {
    const middleware = keywrightMiddleware(() => NextResponse.json({ down: true }, { status: 503 }))
    const { said } = await pass(middleware)
    expect([said.status, await said.json()]).toEqual([503, { down: true }])
    expect(said.headers.get('x-clerk-auth-status')).toBe('signed-out')
    expect([...said.headers.keys()].join()).not.toContain('x-keywright-auth')
  })

  it('may be a redirect, which is immutable', async () => {
    const middleware = keywrightMiddleware((_auth, request) => Response.redirect(new URL('/b', request.url)))
    const passed = await pass(middleware)
    expect([passed.said.status, locationOf(passed)]).toEqual([302, 'https://app.example.com/b'])
  })

  it('is an error where the handler fails', async () => {
    const fails = keywrightMiddleware(() => {
      throw new TypeError('broken')
    })
    await expect(pass(fails)).rejects.toThrow('broken')
  })
})

describe('auth.protect()', () => {
  const protects = keywrightMiddleware(async (auth) => void (await auth.protect()))

  it('lets members go on', async () => {
    expect(whoIs((await pass(protects, { ...member, headers: page })).headers)).toBe('user_1')
  })

  it('sends strangers on pages to the sign-in, and they come back', async () => {
    const passed = await pass(protects, { path: '/a?b=%26', headers: page })
    expect(passed.said.status).toBe(307)
    const location = new URL(locationOf(passed) ?? '')
    expect(location.pathname).toBe('/sign-in')
    expect(location.searchParams.get('redirect_url')).toBe('https://app.example.com/a?b=%26')
  })

  it('sends strangers of a soft navigation there, too', async () => {
    for (const header of ['next-url', 'x-nextjs-data'])
      expect((await pass(protects, { headers: { [header]: '/' } })).said.status).toBe(307)
  })

  it('answers programs with 404, and actions with 401', async () => {
    const program = await pass(protects, { headers: { accept: 'application/json' } })
    expect([program.said.status, await program.said.json()]).toMatchObject([
      404,
      { errors: [{ code: 'resource_not_found' }] },
    ])
    const action = await pass(protects, { method: 'POST', headers: { 'next-action': 'a', 'next-url': '/' } })
    expect(action.said.status).toBe(401)
  })

  it('refuses at once, so that an `await` that was forgotten opens no door', async () => {
    for (const forgets of [
      keywrightMiddleware((auth) => void auth.protect()),
      keywrightMiddleware((auth) => void auth().protect()),
      keywrightMiddleware((auth) => void auth().redirectToSignIn()),
    ])
      expect((await pass(forgets, { headers: page })).said.status).toBe(307)
  })

  const conditions: [string, KeywrightMiddlewareHandler][] = [
    ['a role', async (auth) => void (await auth.protect({ role: 'org:admin' }))],
    ['a role, in the old form', (auth) => void auth().protect({ role: 'org:admin' })],
    ['a function', async (auth) => void (await auth.protect((has) => has({ role: 'org:admin' })))],
  ]
  for (const [name, handler] of conditions)
    it(`lets only those go on who have ${name}`, async () => {
      const middleware = keywrightMiddleware(handler)
      expect(
        (await pass(middleware, { ...admin, headers: page })).said.headers.has('x-middleware-next'),
      ).toBe(true)
      const refused = await pass(middleware, { ...member, headers: page })
      expect(refused.said.headers.get('x-middleware-rewrite')).toMatch(
        /^https:\/\/app\.example\.com\/_keywright/,
      )
      expect((await pass(middleware, member)).said.status).toBe(404)
      expect((await pass(middleware, { headers: page })).said.status).toBe(307)
    })

  // The attack is a slip: a constant that is not there, a name that is mistyped, a function that is `async`.
  const slips: [string, KeywrightMiddlewareHandler][] = [
    ['an absent role', (auth) => void auth().protect({ role: undefined })],
    ['a mistyped condition', (auth) => void auth().protect({ roles: 'org:admin' } as object)],
    ['a promise', (auth) => void auth().protect((async () => false) as unknown as () => boolean)],
  ]
  for (const [name, handler] of slips)
    it(`lets nobody go on for ${name}`, async () => {
      expect((await pass(keywrightMiddleware(handler), admin)).said.status).toBe(404)
    })

  it('leads to pages that the app names', async () => {
    const options = { unauthenticatedUrl: 'https://app.example.com/join', unauthorizedUrl: '/plans' }
    const middleware = keywrightMiddleware(async (auth) => void (await auth.protect({ role: 'a' }, options)))
    expect(locationOf(await pass(middleware))).toBe('https://app.example.com/join')
    expect(locationOf(await pass(middleware, member))).toBe('https://app.example.com/plans')
  })

  it('answers a machine’s token with 401 where machines are asked for, and with 404 where not', async () => {
    const headers = { authorization: 'Bearer ak_1' }
    const machines = keywrightMiddleware(async (auth) => void (await auth.protect({ token: 'api_key' })))
    expect((await pass(machines, { headers })).said.status).toBe(401)
    expect((await pass(machines, member)).said.status).toBe(401)
    expect((await pass(protects, { headers })).said.status).toBe(404)
  })
})

describe('auth() in the middleware', () => {
  it('redirects to the sign-in and the sign-up', async () => {
    const signIn = keywrightMiddleware(async (auth) =>
      (await auth()).redirectToSignIn({ returnBackUrl: '/b' }),
    )
    expect(locationOf(await pass(signIn))).toBe(
      'https://app.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.example.com%2Fb',
    )
    const nowhere = keywrightMiddleware(async (auth) =>
      (await auth()).redirectToSignIn({ returnBackUrl: null }),
    )
    expect(locationOf(await pass(nowhere))).toBe('https://app.example.com/sign-in')
    const signUp = keywrightMiddleware((auth) => auth().redirectToSignUp())
    expect(locationOf(await pass(signUp))).toMatch(/\/sign-in\/create\?redirect_url=/)
  })

  it('obeys what Next.js itself throws', async () => {
    const { notFound, redirect } = await import('next/navigation.js')
    const sent = await pass(keywrightMiddleware(() => redirect('/b;c')))
    expect([sent.said.status, locationOf(sent)]).toEqual([307, 'https://app.example.com/b;c'])
    const missing = await pass(
      keywrightMiddleware(() => notFound()),
      { headers: page },
    )
    expect(missing.said.headers.get('x-middleware-rewrite')).toContain('/_keywright')
  })

  // The attack: a path that guard and router read in two ways.
  it('answers a path that can be read in two ways with 400', async () => {
    const isGuarded = createRouteMatcher(['/guarded(.*)'])
    const middleware = keywrightMiddleware(async (auth, request) => {
      if (isGuarded(request)) await auth.protect()
    })
    for (const path of ['/open/%2e%2e%2fguarded', '/%2567uarded', '/open/..%255cguarded'])
      expect([path, (await pass(middleware, { path, headers: page })).said.status]).toEqual([path, 400])
  })
})

describe('a secret key that only the middleware has', () => {
  it('is handed on under the encryption key, and asked for in words without one', async () => {
    const middleware = keywrightMiddleware({ secretKey: 'sk_live_b' })
    await expect(pass(middleware, member)).rejects.toThrow(/KEYWRIGHT_ENCRYPTION_KEY/)
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'an encryption key')
    const { headers } = await pass(middleware, member)
    expect(whoIs(headers)).toBe('user_1')
    vi.stubEnv('CLERK_ENCRYPTION_KEY', '')
    expect(() => whoIs(headers)).toThrow(/middleware/)
  })
})

it('reads API routes of the pages folder, whose headers are an object', async () => {
  const { headers } = await pass(keywrightMiddleware(), member)
  expect(getAuth({ headers: Object.fromEntries(headers) }).userId).toBe('user_1')
  await expect(requestOf()).resolves.toBeInstanceOf(Request)
})
