import { InstanceSettings } from '@keywright/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Instance } from '../instances/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  browser = createTestBrowser(app)
  user = await createUser(app)
})

const code = (answer: { body: { errors: { code: string }[] } }) => answer.body.errors[0]?.code
const native = (app: TestApp) => createTestBrowser(app, { origin: '' })

describe('pages', () => {
  it('of the instance read answers, and send their cookies', async () => {
    const { headers } = await browser.get('/v1/client')
    expect(headers.get('access-control-allow-origin')).toBe(browser.origin)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-expose-headers')).toContain('Authorization')
    expect(headers.get('vary')).toContain('Origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  // Cross-site request forgery (CWE-352): the browser sends the cookie with a form on any page.
  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'of %s change nothing',
    async (origin) => {
      const session = await browser.signIn(user)
      const answer = await browser.post('/v1/client/sessions?_method=DELETE', {}, { headers: { origin } })
      expect([answer.status, code(answer)]).toEqual([400, 'origin_invalid'])
      expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
    },
  )

  it('of a stranger read nothing but that they may not', async () => {
    await browser.signIn(user)
    const answer = await browser.get('/v1/client', { headers: { origin: 'https://evil.example' } })
    expect(code(answer)).toBe('origin_invalid')
    expect(JSON.stringify(answer.body)).not.toContain(user.id)
    expect(answer.setCookies).toEqual([])
  })

  it('that hide where they are, on another site, change nothing', async () => {
    const session = await browser.signIn(user)
    const hidden = createTestBrowser(app, { origin: '' })
    hidden.jar.set(browser.clientCookie, browser.jar.get(browser.clientCookie) ?? '')
    const answer = await hidden.post(
      '/v1/client/sessions?_method=DELETE',
      {},
      { headers: { 'sec-fetch-site': 'cross-site' } },
    )
    expect(code(answer)).toBe('origin_missing')
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
  })

  // The attack: a browser, or something before us, that says neither where a call comes from nor how far it came.
  it.each([
    ['POST', '/v1/client'],
    ['PUT', '/v1/client'],
    ['PATCH', '/v1/me'],
    ['DELETE', '/v1/client/sessions'],
  ])(
    'that say nothing of themselves change nothing by %s with the cookie of a client',
    async (method, path) => {
      const session = await browser.signIn(user)
      const silent = createTestBrowser(app, { origin: '' })
      silent.jar.set(browser.clientCookie, browser.jar.get(browser.clientCookie) ?? '')
      const write = (headers: Record<string, string>) => silent.send(method, path, { headers })
      for (const site of ['', 'none', 'same-site', 'cross-site']) {
        const answer = await write(site === '' ? {} : { 'sec-fetch-site': site })
        expect([site, answer.status, code(answer)]).toEqual([site, 400, 'origin_missing'])
      }
      expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
      expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    },
  )

  it('may leave their origin out where there is no client to speak for', async () => {
    const silent = createTestBrowser(app, { origin: '' })
    expect((await silent.post('/v1/client')).status).toBe(200)
    expect(code(await silent.post('/v1/client'))).toBe('origin_missing')
  })

  it('can read why a call failed', async () => {
    const answer = await browser.get('/v1/client/sessions/sess_0')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('access-control-allow-origin')).toBe(browser.origin)
    expect((await browser.get('/v1/unheard-of')).headers.get('access-control-allow-origin')).toBe(
      browser.origin,
    )
  })

  it('that claim two origins are refused', async () => {
    const answer = await browser.get('/v1/client', {
      headers: { origin: 'http://localhost:3000, https://evil.example' },
    })
    expect(code(answer)).toBe('multiple_origin_header_values_forbidden')
  })
})

describe('a preflight', () => {
  const ask = (origin: string) =>
    browser.send('OPTIONS', '/v1/client', {
      headers: { origin, 'access-control-request-headers': 'Authorization, X-Mobile, Clerk-Secret-Key' },
    })

  it('lets pages of the instance send what SDKs send, and no server’s key', async () => {
    const { status, headers } = await ask('http://localhost:3000')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-headers')).toBe('authorization, x-mobile')
    expect(headers.get('access-control-allow-methods')).toContain('PATCH')
  })

  it('lets a stranger send nothing', async () => {
    const { status, headers } = await ask('https://evil.example')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('access-control-allow-headers')).toBeNull()
  })
})

describe('the client’s cookie', () => {
  it('is found among several of its name', async () => {
    const session = await browser.signIn(user)
    const good = browser.jar.get(browser.clientCookie)
    const stale = `ct_${'x'.repeat(43)}`
    const answer = await browser.get('/v1/client', {
      cookies: { [browser.clientCookie]: `${stale}; ${browser.clientCookie}=${good}` },
    })
    expect(answer.body.response.sessions[0].id).toBe(session.id)
  })

  it.each([
    ['oversized', `ct_${'a'.repeat(60_000)}`],
    ['no token', 'client_123'],
    ['SQL', "ct_' or 1=1 --"],
    ['empty', ''],
  ])('that is %s counts as none', async (_kind, value) => {
    const answer = await browser.get('/v1/client', { cookies: { [browser.clientCookie]: value } })
    expect([answer.status, answer.body.response]).toEqual([200, null])
  })

  it('of another instance opens nothing here', async () => {
    const { instance } = await app.otherInstance('cookie-elsewhere')
    const elsewhere = createTestBrowser(app, { instance })
    const there = await createUser(app, {}, { instance, request: {} })
    const session = await elsewhere.signIn(there)
    const token = elsewhere.jar.get(elsewhere.clientCookie) ?? ''
    expect((await elsewhere.get('/v1/client')).body.response.sessions[0].id).toBe(session.id)
    const answer = await browser.get('/v1/client', { cookies: { [browser.clientCookie]: token } })
    expect(answer.body.response).toBeNull()
    const made = await browser.post('/v1/client', {}, { cookies: { [browser.clientCookie]: token } })
    expect(made.body.response).toMatchObject({ object: 'client', sessions: [] })
    expect(browser.jar.get(browser.clientCookie)).not.toBe(token)
  })

  it('is Secure exactly where the browser came by https', async () => {
    const secure = createTestBrowser(app, { base: `https://${app.instance.frontendHost}` })
    const https = await secure.post(
      '/v1/client',
      {},
      { headers: { origin: `https://${app.instance.frontendHost}` } },
    )
    expect(https.setCookies[0]).toMatch(/^__client=ct_.*; Secure; /)
    expect((await browser.post('/v1/client')).setCookies[0]).not.toContain('Secure')
  })

  // Session fixation (CWE-384): an attacker plants a client token of their own before the victim signs in.
  it('planted before a sign-in opens nothing of what the sign-in brought', async () => {
    await browser.post('/v1/client')
    const planted = browser.jar.get(browser.clientCookie) ?? ''
    const session = await browser.signIn(user)
    expect(browser.jar.get(browser.clientCookie)).not.toBe(planted)
    const attacker = createTestBrowser(app)
    attacker.jar.set(attacker.clientCookie, planted)
    expect((await attacker.get('/v1/client')).body.response.sessions).toEqual([])
    expect((await attacker.get(`/v1/client/sessions/${session.id}`)).status).toBe(404)
    expect((await attacker.get('/v1/me/sessions')).status).toBe(401)
  })

  it('from before a rotation finishes what was under way, for a moment', async () => {
    const session = await browser.signIn(user)
    const old = browser.jar.get(browser.clientCookie) ?? ''
    await app.services.clients.rotate(app.scope, session.clientId)
    const late = createTestBrowser(app)
    late.jar.set(late.clientCookie, old)
    expect((await late.get('/v1/client')).body.response.sessions[0].id).toBe(session.id)
    expect((await late.post(`/v1/client/sessions/${session.id}/touch`)).status).toBe(200)
    app.clock.advance(21_000)
    expect((await late.get('/v1/client')).body.response).toBeNull()
  })

  // The attacker would sign the victim in to the attacker's account, and watch.
  // The attack: the headers of a call are sent with a planted token and its body is held back until somebody signed in.
  it('replaced while a call was under way opens nothing newer to that call', async () => {
    const browser = createTestBrowser(app)
    await browser.post('/v1/client')
    const planted = browser.jar.get(browser.clientCookie) ?? ''
    const body = new TransformStream<Uint8Array, Uint8Array>()
    const request = new Request(`${app.publicUrl}/v1/client`, {
      ...{ method: 'POST', body: body.readable, duplex: 'half' },
      headers: {
        ...{ cookie: `${browser.clientCookie}=${planted}`, origin: browser.origin },
        'content-type': 'application/x-www-form-urlencoded',
      },
    } as RequestInit)
    const answering = app.app.fetch(request, { remoteAddress: '127.0.0.1', encrypted: false })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await browser.signIn(await createUser(app))
    await body.writable.close()
    expect(await (await answering).json()).toMatchObject({ response: { sessions: [] } })
  })

  it('is replaced only by the caller that holds the newest', async () => {
    const { client } = await app.services.clients.create(app.scope)
    const { clients } = app.services
    const rotate = () => clients.rotate(app.scope, client.id, client.tokenGeneration)
    await rotate()
    await expect(rotate()).rejects.toMatchObject({ code: 'client_state_invalid' })
  })

  it('from before a rotation starts nothing', async () => {
    await browser.post('/v1/client')
    const planted = browser.jar.get(browser.clientCookie) ?? ''
    await browser.signIn(user)
    const attacker = createTestBrowser(app)
    attacker.jar.set(attacker.clientCookie, planted)
    expect(code(await attacker.post('/v1/client'))).toBe('client_state_invalid')
    expect(code(await attacker.tunnel('DELETE', '/v1/client'))).toBe('client_state_invalid')
  })
})

describe('the session of a call', () => {
  it('is the one it names, and never one of another client', async () => {
    const session = await browser.signIn(user)
    const other = await createTestBrowser(app).signIn(user)
    expect((await browser.get(`/v1/me/sessions?_clerk_session_id=${session.id}`)).status).toBe(200)
    const answer = await browser.get(`/v1/me/sessions?_clerk_session_id=${other.id}`)
    expect([answer.status, code(answer)]).toEqual([401, 'authentication_invalid'])
  })
})

describe('_method', () => {
  // A link or an image can make any browser send a GET.
  it('changes nothing on GET', async () => {
    const session = await browser.signIn(user)
    await browser.get('/v1/client/sessions?_method=DELETE')
    await browser.get(`/v1/client/sessions/${session.id}/end?_method=POST`)
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
  })

  // Wire contract 6.1: native apps write it into the form.
  it('counts in a form as it does in the query', async () => {
    const session = await browser.signIn(user)
    const read = await browser.post('/v1/client', { _method: 'GET' })
    expect(read.body.response.sessions[0].id).toBe(session.id)
    expect(read.body.client).toBeNull()
    const left = await browser.post('/v1/client/sessions', { _method: 'DELETE' })
    expect(left.status).toBe(200)
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('removed')
  })

  it('makes no client of one who only asks', async () => {
    const answer = await native(app).post('/v1/client?_is_native=1', { _method: 'get' })
    expect([answer.status, answer.body.response]).toEqual([200, null])
    expect(answer.headers.get('authorization')).toBeNull()
  })

  it('counts in a form on POST only, and nowhere for another site', async () => {
    const session = await browser.signIn(user)
    const form = { _method: 'DELETE' }
    await browser.send('PATCH', '/v1/me', { form })
    const forged = { headers: { origin: 'https://evil.example' } }
    expect(code(await browser.post('/v1/client/sessions', form, forged))).toBe('origin_invalid')
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
  })

  it('in the query stands, whatever the form says', async () => {
    const session = await browser.signIn(user)
    await browser.post('/v1/client?_method=GET', { _method: 'DELETE' })
    await browser.post('/v1/client/sessions?_method=GET', { _method: 'DELETE' })
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
  })

  it('in a body that is too long or no form at all is not looked for', async () => {
    const long = await browser.post('/v1/client', { _method: 'GET', x: 'x'.repeat(1024 * 1024) })
    expect([long.status, code(long)]).toEqual([413, 'request_body_too_large'])
    const headers = { 'content-type': 'text/plain' }
    const plain = await browser.post('/v1/client/sessions', { _method: 'DELETE' }, { headers })
    expect([plain.status, code(plain)]).toEqual([405, 'method_not_allowed'])
  })
})

describe('a native app', () => {
  it('gets its token in a header, and keeps no cookie', async () => {
    const answer = await native(app).post('/v1/client?_is_native=1', {}, { headers: { authorization: '' } })
    expect(answer.headers.get('authorization')).toMatch(/^ct_[\w-]{43}$/)
    expect(answer.setCookies).toEqual([])
  })

  it.each(['', 'Bearer '])('proves itself with "%s" and the token', async (scheme) => {
    const session = await browser.signIn(user)
    const authorization = `${scheme}${browser.jar.get(browser.clientCookie)}`
    const answer = await native(app).get('/v1/client?_is_native=1', { headers: { authorization } })
    expect(answer.body.response.sessions[0].id).toBe(session.id)
    expect(answer.headers.get('authorization')).toBeNull()
  })

  it('with an unknown token is signed out, and gets another one to start with', async () => {
    const answer = await native(app).get('/v1/client', { headers: { authorization: `ct_${'x'.repeat(43)}` } })
    expect([answer.status, code(answer)]).toEqual([401, 'signed_out'])
    const authorization = answer.headers.get('authorization') ?? ''
    expect(
      (await native(app).get('/v1/client', { headers: { authorization } })).body.response.sessions,
    ).toEqual([])
  })

  it('is never answered from a cookie', async () => {
    await browser.signIn(user)
    const cookies = Object.fromEntries(browser.jar)
    const answer = await native(app).get('/v1/client?_is_native=1', { cookies })
    expect(answer.body.response).toBeNull()
  })

  it('and a page cannot be the same caller', async () => {
    const answer = await browser.get('/v1/client', { headers: { authorization: `ct_${'x'.repeat(43)}` } })
    expect(code(answer)).toBe('origin_authorization_headers_conflict')
  })

  it('sends one token', async () => {
    const answer = await native(app).get('/v1/client', { headers: { authorization: 'a, b' } })
    expect(code(answer)).toBe('multiple_authorization_header_values_forbidden')
  })
})

describe('a production instance', () => {
  let live: TestBrowser
  let instance: Instance

  beforeAll(async () => {
    const applicationId = await app.services.instances.createApplication('Live')
    const id = await app.services.instances.createInstance({
      applicationId,
      slug: 'live',
      environmentType: 'production',
      frontendHost: 'clerk.example.com',
      homeOrigin: 'https://example.com',
    })
    await app.services.directory.refresh()
    const found = app.services.directory.byId(id)
    if (!found) throw new RangeError('the new instance is in the directory')
    instance = found
  })
  beforeEach(() => {
    live = createTestBrowser(app, {
      instance,
      base: 'https://clerk.example.com',
      origin: 'https://example.com',
    })
  })
  const uats = (setCookies: string[]) => setCookies.filter((line) => line.startsWith('__client_uat'))

  it('tells the app’s servers who is signed in, under both names, on the application’s domain', async () => {
    const session = await live.signIn(await createUser(app, {}, live.scope))
    const client = await app.services.clients.get(live.scope, session.clientId)
    const value = Math.floor(client.updatedAt.getTime() / 1000)
    const { setCookies } = await live.get('/v1/client')
    expect(uats(setCookies)).toEqual(
      ['__client_uat', `__client_uat_${instance.cookieSuffix}`].map(
        (name) => `${name}=${value}; Path=/; Domain=example.com; Max-Age=31536000; Secure; SameSite=Lax`,
      ),
    )
    expect(uats((await live.get('/v1/client')).setCookies)).toEqual([])
    const left = await live.tunnel('DELETE', '/v1/client')
    expect(uats(left.setCookies).map((line) => line.split(';')[0])).toEqual([
      '__client_uat=0',
      `__client_uat_${instance.cookieSuffix}=0`,
    ])
  })

  // A first visit by http could be answered by anybody on the way; every later one is not made.
  it('is asked by https alone by browsers that have seen it, at its own host', async () => {
    const strict = (answer: { headers: Headers }) => answer.headers.get('strict-transport-security')
    expect(strict(await live.get('/v1/client'))).toBe('max-age=31536000')
    expect(strict(await live.get('/v1/unheard-of'))).toBe('max-age=31536000')
    expect(strict(await app.fetchSecurely('https://clerk.example.com/sign-in'))).toBe('max-age=31536000')
    expect(strict(await app.fetchSecurely('https://accounts.example.com/sign-in'))).toBe('max-age=31536000')
    const proxied = {
      'clerk-secret-key': await app.services.instances.revealSecretKey(instance.id),
      'clerk-proxy-url': 'https://example.com/__clerk',
    }
    expect(strict(await live.get('/v1/client', { headers: proxied }))).toBeNull()
    expect(strict(await browser.get('/v1/client'))).toBeNull()
    const development = createTestBrowser(app, { base: `https://${app.instance.frontendHost}` })
    expect(strict(await development.get('/v1/client'))).toBeNull()
    // Served by the same process, under a name that is not the instance's own.
    expect(strict(await app.fetchSecurely('https://localhost:3900/i/live/v1/client'))).toBeNull()
  })

  it('labels no browser and says nothing to one that never signed in', async () => {
    expect((await live.get('/v1/client')).setCookies).toEqual([])
  })

  it('serves no page of a developer’s machine', async () => {
    const answer = await live.get('/v1/client', { headers: { origin: 'http://localhost:3000' } })
    expect(code(answer)).toBe('origin_invalid')
    // clerk-js tells its developer that these are the wrong keys; for that it must be able to read the answer.
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
  })
})

it('turns native apps away where the instance does not want them', async () => {
  const { instance } = await app.otherInstance('no-native')
  const settings = InstanceSettings.parse({ native: { enabled: false } })
  Object.assign(instance, { settings })
  const answer = await createTestBrowser(app, { instance, origin: '' }).get('/v1/client?_is_native=1')
  expect(code(answer)).toBe('native_api_disabled')
})
