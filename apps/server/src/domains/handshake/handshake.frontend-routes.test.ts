import { decodeJwt, importKeySet, verifyJwt } from '@keywright/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOrganization, enableOrganizations } from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Instance } from '../instances/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User
const page = 'http://localhost:3000/dashboard?tab=a%20b'

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  browser = createTestBrowser(app, { origin: '' })
  user = await createUser(app)
})

const handshake = (on: TestBrowser, redirectUrl: string, query = '&format=nonce') =>
  on.get(
    `/v1/client/handshake?redirect_url=${encodeURIComponent(redirectUrl)}&__clerk_api_version=2026-05-12${query}`,
  )

function nonceOf(location: string | null): string {
  return new URL(location ?? '').searchParams.get('__clerk_handshake_nonce') ?? ''
}

async function fetchPayload(nonce: string, key = app.secretKey) {
  const response = await app.backend('get', `/v1/clients/handshake_payload?nonce=${nonce}`, undefined, key)
  const body = (await response.json()) as { directives?: string[] }
  return { status: response.status, directives: body.directives ?? [] }
}

/** The cookies an app's server would set. */
const valuesOf = (directives: readonly string[]) =>
  Object.fromEntries(directives.map((line) => line.split(';')[0]?.split('=') ?? []))

async function directivesAfter(on: TestBrowser, query = '&format=nonce'): Promise<string[]> {
  const { headers } = await handshake(on, page, query)
  return (await fetchPayload(nonceOf(headers.get('location')))).directives
}

describe('a handshake in development', () => {
  it('sends the browser back with a nonce, and leaves the rest of the URL alone', async () => {
    const answer = await handshake(browser, page)
    expect(answer.status).toBe(307)
    expect(answer.headers.get('location')).toMatch(
      /^http:\/\/localhost:3000\/dashboard\?tab=a%20b&__clerk_handshake_nonce=[\w-]{43}$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('tells who is signed in: token, time of the last change, refresh token, label', async () => {
    const session = await browser.signIn(user)
    const values = valuesOf(await directivesAfter(browser))
    const { cookieSuffix } = app.instance
    expect(Object.keys(values).sort()).toEqual(
      [
        ...['__session', `__session_${cookieSuffix}`, '__client_uat', `__client_uat_${cookieSuffix}`],
        ...['__clerk_db_jwt', `__clerk_db_jwt_${cookieSuffix}`, `__refresh_${cookieSuffix}`],
      ].sort(),
    )
    const claims = decodeJwt(values.__session ?? '')?.claims
    expect(claims).toMatchObject({ sub: user.id, sid: session.id, azp: 'http://localhost:3000' })
    // Otherwise the app's server would begin the next handshake at once (wire contract 0.7).
    expect(Number(claims?.iat)).toBeGreaterThanOrEqual(Number(values.__client_uat))
    expect(Number(values.__client_uat)).toBeGreaterThan(0)
  })

  it('labels an anonymous browser, whom servers would send around forever otherwise', async () => {
    const values = valuesOf(await directivesAfter(browser))
    expect(values.__clerk_db_jwt).toMatch(/^dvb_/)
    expect(values).toMatchObject({ __client_uat: '0', __session: '' })
  })

  it('keeps a label it is shown, if it has the form of one', async () => {
    const kept = valuesOf(await directivesAfter(browser, '&format=nonce&__clerk_db_jwt=dvb_mine'))
    expect(kept.__clerk_db_jwt).toBe('dvb_mine')
    const bad = valuesOf(
      await directivesAfter(browser, `&format=nonce&__clerk_db_jwt=${encodeURIComponent('a; Domain=x')}`),
    )
    expect(bad.__clerk_db_jwt).toMatch(/^dvb_/)
  })

  it('speaks to older SDKs by a token that nothing else accepts', async () => {
    const session = await browser.signIn(user)
    const { headers } = await handshake(browser, page, '')
    const token = new URL(headers.get('location') ?? '').searchParams.get('__clerk_handshake') ?? ''
    const keys = await importKeySet({ keys: await app.services.signingKeys.publicKeys(app.instance) })
    const decoded = decodeJwt(token)
    expect(decoded?.header).toMatchObject({ alg: 'RS256', typ: 'JWT', cat: 'cl_I7d4PD111III' })
    expect(valuesOf(decoded?.claims.handshake as string[]).__session).toContain('.')
    // A payload passed off as a session token would sign its holder in.
    expect(await verifyJwt(token, { keys })).toMatchObject({ ok: false })
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
  })

  it('tolerates an organization the user is not in', async () => {
    await browser.signIn(user)
    const values = valuesOf(await directivesAfter(browser, '&format=nonce&organization_id=org_unheard_of'))
    expect(values.__session).toContain('.')
    expect(valuesOf(await directivesAfter(browser, '&format=nonce&organization_id=')).__session).toContain(
      '.',
    )
  })

  it('makes the organization that a page is for the active one, by its id or slug', async () => {
    await enableOrganizations(app)
    const { organization } = await createOrganization(app, { createdBy: user.id })
    const session = await browser.signIn(user)
    for (const name of [organization.id, organization.slug ?? '']) {
      const values = valuesOf(await directivesAfter(browser, `&format=nonce&organization_id=${name}`))
      expect(decodeJwt(values.__session ?? '')?.claims).toMatchObject({ o: { id: organization.id } })
      await app.services.sessions.touch(app.scope, session, null)
    }
    const values = valuesOf(await directivesAfter(browser, '&format=nonce&organization_id='))
    expect(decodeJwt(values.__session ?? '')?.claims).not.toHaveProperty('o')
  })

  it('takes back the cookies of a session that has ended', async () => {
    const session = await browser.signIn(user)
    await app.services.sessions.revoke(app.scope, session.id)
    expect(valuesOf(await directivesAfter(browser))).toMatchObject({ __session: '', __client_uat: '0' })
  })

  // Open redirect (CWE-601): the target receives a session.
  it.each([
    'https://evil.example/',
    'http://localhost:3000@evil.example/',
    'http://localhost.evil.example/',
    'javascript:alert(document.cookie)',
    '//evil.example/',
  ])('never sends anybody to %s', async (target) => {
    await browser.signIn(user)
    for (const query of ['', '&format=nonce']) {
      const answer = await handshake(browser, target, query)
      expect(answer.status).toBe(422)
      expect(answer.headers.get('location')).toBeNull()
    }
  })

  it('needs to know where to send the browser', async () => {
    const answer = await browser.get('/v1/client/handshake?format=nonce')
    expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'missing_query_parameter'])
  })
})

describe('a nonce', () => {
  it('is answered once, and once more right after', async () => {
    const nonce = nonceOf((await handshake(browser, page)).headers.get('location'))
    const first = await fetchPayload(nonce)
    expect(first.directives.length).toBeGreaterThan(0)
    expect(await fetchPayload(nonce)).toEqual(first)
    app.clock.advance(5_000)
    expect((await fetchPayload(nonce)).status).toBe(404)
  })

  it('is worth nothing after a minute', async () => {
    const nonce = nonceOf((await handshake(browser, page)).headers.get('location'))
    app.clock.advance(60_000)
    expect((await fetchPayload(nonce)).status).toBe(404)
  })

  it('of another instance is as good as none', async () => {
    const { secretKey } = await app.otherInstance('nonce-elsewhere')
    const nonce = nonceOf((await handshake(browser, page)).headers.get('location'))
    const [foreign, missing] = [
      await fetchPayload(nonce, secretKey),
      await fetchPayload('unheard-of', secretKey),
    ]
    expect(foreign).toEqual(missing)
    expect(foreign.status).toBe(404)
  })

  it('is kept as a hash, with cookies that a copy of the database does not tell', async () => {
    await browser.signIn(user)
    const nonce = nonceOf((await handshake(browser, page)).headers.get('location'))
    const rows = await app.db.selectFrom('handshake_payloads').selectAll().execute()
    expect(JSON.stringify(rows.map((row) => row.sealed_directives.toString('latin1')))).not.toContain(
      '__session',
    )
    expect(rows.some((row) => row.nonce_hash.toString('base64url') === nonce)).toBe(false)
  })

  it('is swept away when its time is over', async () => {
    await handshake(browser, page)
    app.clock.advance(60_000)
    await app.services.handshake.deleteExpired(app.instance)
    expect(await app.db.selectFrom('handshake_payloads').selectAll().execute()).toEqual([])
  })
})

describe('a handshake in production', () => {
  let live: TestBrowser
  let instance: Instance
  let secretKey: string

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
    secretKey = await app.services.instances.revealSecretKey(id)
  })
  beforeEach(() => {
    live = createTestBrowser(app, { instance, base: 'https://clerk.example.com', origin: '' })
  })

  it('hands the nonce over as a cookie of the application, which the payload deletes first', async () => {
    await live.signIn(await createUser(app, {}, live.scope))
    const answer = await handshake(live, 'https://app.example.com/page?x=1')
    expect(answer.headers.get('location')).toBe('https://app.example.com/page?x=1')
    const carrier = answer.setCookies.find((line) => line.startsWith('__clerk_handshake_nonce='))
    expect(carrier).toMatch(/; Path=\/; Domain=example.com; Max-Age=60; HttpOnly; Secure; SameSite=Lax$/)
    const nonce = carrier?.split(';')[0]?.split('=')[1] ?? ''
    const { directives } = await fetchPayload(nonce, secretKey)
    expect(directives.slice(0, 2)).toEqual(
      ['__clerk_handshake', '__clerk_handshake_nonce'].map(
        (name) => `${name}=; Path=/; Domain=example.com; Max-Age=0; HttpOnly; Secure; SameSite=Lax`,
      ),
    )
    expect(directives.some((line) => line.startsWith('__clerk_db_jwt'))).toBe(false)
    expect(
      directives
        .filter((line) => line.startsWith('__client_uat'))
        .every((line) => line.includes('Domain=example.com')),
    ).toBe(true)
  })

  it.each(['http://localhost:3000/', 'https://evilexample.com/', 'http://app.example.com/'])(
    'sends nobody to %s',
    async (target) => expect((await handshake(live, target)).status).toBe(422),
  )
})
