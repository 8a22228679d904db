/** The behaviour that every server adapter has in common, told as stories and run against each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AdapterHost, paths, type ReadHeader, type RunningHost } from './adapter-host.ts'
import {
  appUrl,
  type CookieParts,
  cookieHeader,
  type FakeBackendApi,
  type InstanceKind,
  makeHandshakeToken,
  makeToken,
  nowSeconds,
  publishableKeyOf,
  startBackendApi,
} from './instance.ts'
import { pathTricks } from './path-tricks.ts'
import { type RawAnswer, type RawParts, sendRaw } from './raw-request.ts'

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const program = { accept: 'application/json', 'sec-fetch-dest': 'empty' }
/** When the client last changed: before every token of these stories. */
const uat = nowSeconds() - 100
const signIn = 'https://accounts.example.com/sign-in'

interface Visit extends CookieParts, RawParts {
  /** The options that the app is to use, by their name in `cases`. */
  use?: string
  bearer?: string
}

export function describeAdapter(adapter: AdapterHost): void {
  describe(`the shared stories on ${adapter.name}`, () => {
    let api: FakeBackendApi
    let app: RunningHost

    const keys = (kind: InstanceKind) => ({
      ...{ secretKey: `sk_${kind}_a`, publishableKey: publishableKeyOf(kind), apiUrl: api.url },
      ...{ signInUrl: signIn, environment: {}, telemetry: { disabled: true } },
    })
    const satellite = { isSatellite: true, domain: 'satellite.example.com', satelliteAutoSync: true }
    const cases: Record<string, () => Record<string, unknown>> = {
      live: () => keys('live'),
      test: () => keys('test'),
      azp: () => ({ ...keys('live'), authorizedParties: ['https://other.example.com'] }),
      satellite: () => ({ ...keys('live'), ...satellite }),
      satelliteByUrl: () => ({
        ...keys('live'),
        isSatellite: ({ hostname }: URL) => hostname === 'app.example.com',
        domain: () => 'satellite.example.com',
        satelliteAutoSync: true,
      }),
      proxied: () => ({ ...keys('live'), proxyUrl: '/__clerk' }),
      forwards: () => ({
        ...{ ...keys('live'), frontendApiProxy: { enabled: true } },
        environment: { CLERK_FAPI_URL: `${api.url}/fapi` },
      }),
      forwardsElsewhere: () => ({ ...keys('live'), frontendApiProxy: { enabled: true, path: '/auth/' } }),
      ownSignIn: () => ({ ...keys('live'), signInUrl: '/sign-in?from=app' }),
      keyless: () => ({ ...keys('live'), secretKey: '' }),
    }

    beforeAll(async () => {
      api = await startBackendApi()
      app = await adapter.start((header: ReadHeader) => {
        const name = header('x-case') ?? 'live'
        if (name === 'throws') throw new Error('no options')
        return cases[name]?.() ?? {}
      })
    })
    afterAll(async () => {
      await app?.stop()
      await api?.stop()
    })

    /** A story that others may tell otherwise. */
    const story = (title: string, tell: () => Promise<void>) => {
      const why = adapter.differs?.[title]
      // Whoever differs must really differ: a story that passes after all is to be taken off the list.
      if (why === undefined) it(title, tell)
      else it.fails(`${title} (not here: ${why})`, tell)
    }

    const visit = (path: string, how: Visit = {}): Promise<RawAnswer> => {
      const { use, bearer, headers, method, body, ...cookies } = how
      const cookie = cookieHeader(cookies)
      return sendRaw(app.port, path, {
        ...(method ? { method } : {}),
        ...(body ? { body } : {}),
        headers: {
          ...(use ? { 'x-case': use } : {}),
          ...(cookie ? { cookie } : {}),
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
          ...headers,
        },
      })
    }
    const who = async (how: Visit) => (await visit(paths.who, { headers: program, ...how })).json()
    const directivesFor = (token: string) => [
      `__session=${token}; Path=/; SameSite=Lax`,
      `__client_uat=${uat}; Path=/`,
    ]

    describe('a stranger', () => {
      story('is let through to what is public, as nobody', async () => {
        expect(await who({})).toMatchObject({ userId: null, isAuthenticated: false, isAdmin: false })
      })

      story('that is a program gets 401 in JSON where members only may be', async () => {
        const answer = await visit(paths.members, { headers: program })
        expect(answer.status).toBe(401)
        expect(answer.json()).toMatchObject({ errors: [{ code: 'authentication_invalid' }] })
        expect(answer.headers['www-authenticate']).toBe('Bearer')
      })

      story('that fills a form gets 401 too, since the form would be lost', async () => {
        expect((await visit(paths.members, { method: 'POST', headers: page })).status).toBe(401)
      })

      story('on a page is sent to the sign-in, and would come back', async () => {
        const answer = await visit(`${paths.members}?a=1&b=%26`, { headers: page })
        expect(answer.status).toBe(302)
        const location = new URL(String(answer.headers.location))
        expect(location.origin + location.pathname).toBe(signIn)
        expect(location.searchParams.get('redirect_url')).toBe(`${appUrl}${paths.members}?a=1&b=%26`)
      })

      story('is sent to a sign-in of the app itself', async () => {
        const answer = await visit(paths.members, { headers: page, use: 'ownSignIn' })
        const back = encodeURIComponent(`${appUrl}${paths.members}`)
        expect(answer.headers.location).toBe(`${appUrl}/sign-in?from=app&redirect_url=${back}`)
      })
    })

    describe('somebody signed in', () => {
      story('is known by the cookie', async () => {
        const session = await makeToken()
        expect(await who({ session, uat })).toMatchObject({ userId: 'user_1', isAuthenticated: true })
        const answer = await visit(paths.members, { session, uat, headers: page })
        expect([answer.status, answer.json().userId]).toEqual([200, 'user_1'])
      })

      story('is known by the bearer token', async () => {
        expect(await who({ bearer: await makeToken() })).toMatchObject({ userId: 'user_1' })
        expect((await visit(paths.members, { bearer: await makeToken() })).status).toBe(200)
      })

      story('is known while they ask for something that is not there', async () => {
        const answer = await visit('/nowhere', { bearer: await makeToken() })
        expect(answer.status).toBe(404)
      })

      story('with tasks left is nobody yet, unless the app says otherwise', async () => {
        const bearer = await makeToken({ claims: { sts: 'pending' } })
        expect(await who({ bearer })).toMatchObject({ userId: null, withTasks: 'user_1' })
        expect((await visit(paths.members, { bearer })).status).toBe(401)
      })

      story('with tasks left is sent to them', async () => {
        const session = await makeToken({ claims: { sts: 'pending' } })
        const answer = await visit(paths.members, { session, uat, headers: page })
        expect(answer.status).toBe(302)
        expect(answer.headers.location).toMatch(
          /^https:\/\/accounts\.example\.com\/sign-in\/tasks\?redirect_url=/,
        )
      })

      story('has the role of their organization', async () => {
        const bearer = await makeToken({ claims: { o: { id: 'org_1', slg: 'acme', rol: 'admin' } } })
        expect(await who({ bearer })).toMatchObject({ orgId: 'org_1', orgRole: 'org:admin', isAdmin: true })
      })

      // The attack: a claim that people can fill by themselves, from their own metadata.
      story('shows custom claims, which open no door', async () => {
        const claims = { org_plan: 'pro', org_role: 'org:owner' }
        expect(await who({ bearer: await makeToken({ claims }) })).toMatchObject({
          ...{ orgPlan: 'pro', orgRole: 'org:owner', isOwner: false },
        })
        const member = { ...claims, o: { id: 'org_1', slg: 'acme', rol: 'admin' } }
        expect(await who({ bearer: await makeToken({ claims: member }) })).toMatchObject({
          ...{ orgPlan: 'pro', orgRole: 'org:admin', isAdmin: true, isOwner: false },
        })
      })

      story('is no machine', async () => {
        const bearer = await makeToken()
        const expected = { anyType: 'session_token', asMachine: false, ofList: null }
        expect(await who({ bearer })).toMatchObject(expected)
      })

      story('is nobody by a machine’s token', async () => {
        expect(await who({ bearer: 'mt_1' })).toMatchObject({ userId: null, isAuthenticated: false })
        expect(await who({ bearer: 'mt_1' })).toMatchObject({ anyType: 'm2m_token', ofList: 'm2m_token' })
      })

      story('is one of many who ask at the same time', async () => {
        const people = await Promise.all(
          Array.from({ length: 40 }, async (_, index) => {
            const sub = `user_${index}`
            return { sub, bearer: await makeToken({ claims: { sub } }) }
          }),
        )
        const answers = await Promise.all(people.map(({ bearer }) => visit(paths.slow, { bearer })))
        expect(answers.map((answer) => answer.json().userId)).toEqual(people.map(({ sub }) => sub))
      })
    })

    describe('a token that is not to be believed', () => {
      const refusals: [string, () => Promise<Visit>, string][] = [
        ['of another key', async () => ({ bearer: await makeToken({ isForged: true }) }), 'signature'],
        [
          'of another key, in the cookie',
          async () => ({ session: await makeToken({ isForged: true }), uat }),
          'signature',
        ],
        [
          'made for another app',
          async () => ({ bearer: await makeToken(), use: 'azp' }),
          'authorized-parties',
        ],
        ['that is text', async () => ({ bearer: 'garbage' }), 'token-invalid'],
        ['that has run out', async () => ({ bearer: await makeToken({ at: -600 }) }), 'expired'],
        ['that is an escape and no more', async () => ({ session: '%E0%A4%A', uat }), 'token-invalid'],
        ['that is far too long', async () => ({ session: 'a'.repeat(7_000), uat }), 'token-invalid'],
      ]
      for (const [name, make, reason] of refusals)
        story(`signs nobody in: one ${name}`, async () => {
          const answer = await visit(paths.who, { ...(await make()), headers: program })
          expect(answer.json()).toMatchObject({ userId: null })
          expect(answer.headers['x-clerk-auth-status']).toBe('signed-out')
          expect(answer.headers['x-clerk-auth-reason']).toContain(reason)
        })
    })

    describe('a session that has run out', () => {
      const expired = async (): Promise<Visit> => ({
        ...{ session: await makeToken({ at: -600 }), uat: nowSeconds() - 1000, headers: page },
      })

      story('takes the page through a handshake', async () => {
        const answer = await visit(`${paths.who}?a=1`, await expired())
        expect(answer.status).toBe(307)
        const location = new URL(String(answer.headers.location))
        expect(location.origin + location.pathname).toBe('https://clerk.example.com/v1/client/handshake')
        expect(location.searchParams.get('redirect_url')).toBe(`${appUrl}${paths.who}?a=1`)
        expect(location.searchParams.get('__clerk_hs_reason')).toContain('session-token-expired')
        expect(answer.headers['cache-control']).toBe('no-store')
        expect(answer.headers['x-clerk-auth-status']).toBe('handshake')
        expect(answer.cookies.join()).toContain('__clerk_redirect_count=1; SameSite=Lax; HttpOnly; Max-Age=2')
      })

      story('takes no page round in circles', async () => {
        const answer = await visit(paths.who, { ...(await expired()), redirects: 3 })
        expect(answer.status).toBe(200)
        expect(answer.json()).toMatchObject({ userId: null })
      })

      story('takes no program anywhere', async () => {
        expect(await who({ ...(await expired()), headers: program })).toMatchObject({ userId: null })
      })

      story('goes to the handshake by way of the app where the app is a proxy', async () => {
        const answer = await visit(paths.who, { ...(await expired()), use: 'proxied' })
        expect(answer.headers.location).toMatch(
          /^https:\/\/app\.example\.com\/__clerk\/v1\/client\/handshake\?/,
        )
      })

      story('is renewed without a redirect where the browser may', async () => {
        const token = await makeToken()
        api.refreshes.set('rt_1', directivesFor(token))
        const answer = await visit(paths.who, { ...(await expired()), refresh: 'rt_1' })
        expect(answer.json()).toMatchObject({ userId: 'user_1' })
        expect(answer.cookies).toEqual(expect.arrayContaining(directivesFor(token)))
      })
    })

    describe('a browser that comes back from a handshake', () => {
      const cookieOf = (name: string, value: string): Visit => ({ others: `${name}=${value}`, headers: page })

      story('is signed in at once in production, by nonce', async () => {
        const token = await makeToken()
        api.payloads.set('nonce_1', directivesFor(token))
        const answer = await visit(paths.who, cookieOf('__clerk_handshake_nonce', 'nonce_1'))
        expect(answer.json()).toMatchObject({ userId: 'user_1' })
        expect(answer.cookies).toEqual(expect.arrayContaining(directivesFor(token)))
      })

      story('is signed in at once in production, by token', async () => {
        const directives = directivesFor(await makeToken())
        const payload = await makeHandshakeToken(directives)
        const answer = await visit(paths.who, cookieOf('__clerk_handshake', payload))
        expect(answer.json()).toMatchObject({ userId: 'user_1' })
        expect(answer.cookies).toEqual(expect.arrayContaining(directives))
      })

      story('keeps what the handler says besides', async () => {
        const directives = directivesFor(await makeToken())
        api.payloads.set('nonce_2', directives)
        const answer = await visit(paths.own, cookieOf('__clerk_handshake_nonce', 'nonce_2'))
        expect(answer.cookies).toHaveLength(4)
        expect(answer.cookies).toEqual(expect.arrayContaining(['before=1', 'own=1', ...directives]))
        expect(answer.headers).toMatchObject({ 'x-before': '1', 'x-own': '1' })
      })

      story('is sent on to a clean address in development', async () => {
        const directives = directivesFor(await makeToken())
        api.payloads.set('nonce_3', directives)
        const path = `${paths.who}?a=1&__clerk_handshake_nonce=nonce_3&__clerk_db_jwt=dvb_1`
        const answer = await visit(path, { kind: 'test', use: 'test', headers: page })
        expect(answer.status).toBe(307)
        expect(answer.headers.location).toBe(`${appUrl}${paths.who}?a=1`)
        expect(answer.cookies).toEqual(expect.arrayContaining(directives))
      })

      story('is nobody where the handshake found nobody', async () => {
        api.payloads.set('nonce_4', ['__session=; Path=/', '__client_uat=0; Path=/'])
        const answer = await visit(paths.who, cookieOf('__clerk_handshake_nonce', 'nonce_4'))
        expect(answer.json()).toMatchObject({ userId: null })
        expect(answer.cookies).toEqual(expect.arrayContaining(['__client_uat=0; Path=/']))
      })

      // The attack: a payload that somebody else made.
      story('is nobody by a payload that nobody made', async () => {
        for (const name of ['__clerk_handshake_nonce', '__clerk_handshake'])
          expect((await visit(paths.who, cookieOf(name, 'forged'))).json()).toMatchObject({ userId: null })
      })
    })

    describe('in development', () => {
      story('a browser of which nothing is known goes through a handshake', async () => {
        const answer = await visit(paths.who, { use: 'test', headers: page })
        expect(answer.status).toBe(307)
        expect(answer.headers['x-clerk-auth-reason']).toBe('dev-browser-missing')
      })

      story('a program of which nothing is known is answered', async () => {
        expect(await who({ use: 'test' })).toMatchObject({ userId: null })
      })

      story('a browser that is known is signed in', async () => {
        const visitor = { kind: 'test' as const, use: 'test', devBrowser: 'dvb_1', uat }
        expect(await who({ ...visitor, session: await makeToken() })).toMatchObject({ userId: 'user_1' })
      })
    })

    describe('a satellite', () => {
      for (const use of ['satellite', 'satelliteByUrl'])
        story(`asks its primary domain who somebody is (${use})`, async () => {
          const answer = await visit(paths.who, { use, headers: page })
          expect(answer.status).toBe(307)
          expect(answer.headers.location).toMatch(
            /^https:\/\/clerk\.satellite\.example\.com\/v1\/client\/handshake/,
          )
        })
    })

    describe('an address', () => {
      for (const trick of pathTricks)
        story(`does not get round a guard: ${trick}`, async () => {
          const answer = await visit(trick, { headers: program })
          expect(answer.text).not.toContain('secret')
          if (answer.status === 200) expect(answer.text).toBe('open')
          else expect([400, 401, 404]).toContain(answer.status)
        })

      story('that is plain is open or guarded, as it says', async () => {
        expect((await visit(`${paths.open}/page`)).text).toBe('open')
        expect((await visit(`${paths.guarded}/page`)).status).toBe(401)
        const bearer = await makeToken()
        expect((await visit(`${paths.guarded}/page`, { bearer })).text).toBe('secret')
      })

      // The attack: line breaks and hosts that end up in a redirect.
      story('brings no header and no host of its own into a redirect', async () => {
        const bad: Visit[] = [
          { headers: { ...page, 'x-forwarded-host': 'evil.example/..' } },
          { headers: { ...page, 'x-forwarded-host': 'a b' } },
          { headers: { ...page, 'x-forwarded-proto': 'javascript' } },
        ]
        for (const visitor of bad) {
          const answer = await visit(`${paths.members}?x=%0d%0aset-cookie:%20evil=1`, visitor)
          expect(answer.status).toBe(302)
          const { hostname, pathname } = new URL(
            new URL(String(answer.headers.location)).searchParams.get('redirect_url') ?? '',
          )
          expect([hostname, pathname]).toEqual(['app.example.com', paths.members])
          expect(answer.cookies.join()).not.toContain('evil')
        }
        const target = await visit(`//evil.example${paths.members}`, { headers: page })
        expect(String(target.headers.location ?? '')).not.toMatch(/redirect_url=https?%3A%2F%2Fevil/)
      })

      story('with a host that is none is a bad request', async () => {
        for (const host of ['app.example.com/x', 'user@app.example.com', 'a b', 'app.example.com:port'])
          expect([host, (await visit(paths.who, { headers: { ...program, host } })).status]).toEqual([
            host,
            400,
          ])
      })
    })

    describe('the Frontend API, forwarded by the app,', () => {
      const cookie = '__client=c1'

      story('gets what the browser sends, and who forwards it', async () => {
        const body = Buffer.from('strategy=password&text=%00%ff')
        const type = 'application/x-www-form-urlencoded'
        const headers = { 'content-type': type, cookie, 'clerk-secret-key': 'forged', te: 'trailers' }
        const answer = await visit('/__clerk/v1/client/sign_ins?a=%2F', {
          ...{ use: 'forwards', method: 'POST', body, headers },
        })
        expect(answer.status).toBe(201)
        const seen = answer.json() as { headers: Record<string, string> }
        expect(seen).toMatchObject({
          ...{ method: 'POST', url: '/fapi/v1/client/sign_ins?a=%2F', body: body.toString() },
          headers: {
            ...{ cookie, 'content-type': type, 'clerk-secret-key': 'sk_live_a' },
            ...{ 'clerk-proxy-url': `${appUrl}/__clerk`, 'x-forwarded-host': 'app.example.com' },
          },
        })
        expect(seen.headers.te).toBeUndefined()
      })

      story('answers with all its cookies, and with redirects that stay here', async () => {
        const answer = await visit('/__clerk/v1/redirect', { use: 'forwards' })
        expect(answer.status).toBe(303)
        expect(answer.cookies).toEqual(expect.arrayContaining(['__client=a; HttpOnly', '__client_uat=1']))
        expect(answer.headers.location).toBe(`${appUrl}/__clerk/v1/next`)
      })

      story('is where a handshake goes', async () => {
        const answer = await visit(paths.who, { use: 'forwards', uat, headers: page })
        expect(answer.headers.location).toMatch(
          /^https:\/\/app\.example\.com\/__clerk\/v1\/client\/handshake/,
        )
      })

      story('is only what is below its path', async () => {
        for (const path of ['/__clerkx/v1/client', '/__clerk/../v1/client', '/x/__clerk/v1/client'])
          expect([path, (await visit(path, { use: 'forwards' })).status]).toEqual([path, 404])
        expect((await visit('/__clerk/v1/client', { use: 'forwardsElsewhere' })).status).toBe(404)
        expect(await who({ use: 'forwards' })).toMatchObject({ userId: null })
      })

      story('may have another path', async () => {
        const answer = await visit(paths.who, { use: 'forwardsElsewhere', uat, headers: page })
        expect(answer.headers.location).toMatch(/^https:\/\/app\.example\.com\/auth\/v1\/client\/handshake/)
      })
    })

    describe('the app', () => {
      story('gets bodies as they were sent', async () => {
        const body = new Uint8Array(200_000).map((_, index) => index % 251)
        const headers = { ...program, 'content-type': 'application/octet-stream' }
        const bearer = await makeToken()
        const answer = await visit(paths.echo, { method: 'POST', body, bearer, headers })
        expect(answer.status).toBe(200)
        expect(Buffer.compare(Buffer.from(answer.text, 'latin1'), Buffer.from(body))).toBe(0)
      })

      story('keeps the headers and cookies that it set before', async () => {
        const passed = await visit(paths.who, { headers: program })
        const sent = await visit(paths.who, { use: 'test', headers: page })
        expect(sent.status).toBe(307)
        for (const { headers, cookies } of [passed, sent]) {
          expect(headers['x-before']).toBe('1')
          expect(cookies).toContain('before=1')
        }
      })

      story('handles its errors itself', async () => {
        const answer = await visit(paths.fails, { bearer: await makeToken() })
        expect([answer.status, answer.json()]).toEqual([500, { handled: 'broken' }])
      })

      story('is told in its error handler what is wrong with the set-up', async () => {
        const answer = await visit(paths.who, { use: 'keyless', headers: program })
        expect(answer.status).toBe(500)
        expect(String(answer.json().handled)).toMatch(/secret ?key/i)
      })

      story('is told when its own function of options fails', async () => {
        const answer = await visit(paths.who, { use: 'throws', headers: program })
        expect([answer.status, answer.json()]).toEqual([500, { handled: 'no options' }])
      })

      story('may answer any method', async () => {
        for (const method of ['OPTIONS', 'DELETE', 'PUT', 'TRACE'])
          expect([404, 405, 200]).toContain((await visit(paths.who, { method, headers: program })).status)
      })

      story('may have options that never change', async () => {
        const fixed = await adapter.start(keys('live'))
        const authorization = `Bearer ${await makeToken()}`
        const answer = await sendRaw(fixed.port, paths.who, { headers: { authorization } })
        await fixed.stop()
        expect(answer.json()).toMatchObject({ userId: 'user_1' })
      })
    })
  })
}
