import { decodeJwt } from '@keywright/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDatabase } from '../../platform/db/database.ts'
import { openPool } from '../../platform/db/open-postgres.ts'
import { silentLog } from '../../platform/log/log.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { type BrowserAnswer, createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { createInvalidationFeed } from '../invalidations/index.ts'
import type { PolicyChange } from '../organization-policies/index.ts'
import type { CreateSessionInput, Session } from '../sessions/index.ts'
import type { User } from '../users/index.ts'
import { createTokenOrganizations, type Organization } from './index.ts'

let app: TestApp
let organization: Organization
let other: Organization
let member: User
let browser: TestBrowser
let session: Session

const inside = { 'x-forwarded-for': '203.0.113.7' }
const outside = { 'x-forwarded-for': '198.51.100.7' }
const office: PolicyChange = { ipRanges: ['203.0.113.0/24'] }

beforeAll(async () => {
  app = await createTestApp({ environment: { KEYWRIGHT_TRUSTED_PROXIES: '127.0.0.1' } })
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  ;({ organization } = await createOrganization(app))
  ;({ organization: other } = await createOrganization(app, { name: 'Difference Engines' }))
  member = await addMember(app, organization, { roles: ['org:admin'] })
  await addMember(app, other, { user: member })
  await signIn({ strategy: 'password' })
})

/** In the organization, as long as nobody asks more of the session. */
async function signIn(input: Partial<CreateSessionInput>) {
  browser = createTestBrowser(app)
  session = await browser.signIn(member, { lastActiveOrganizationId: organization.id, ...input })
}

/** As the instance's settings are now. */
const present = () => ({ ...app.scope, instance: app.services.directory.default() })
const policy = (change: PolicyChange) => app.services.policies.change(present(), organization.id, change)
const tokenPath = () => `/v1/client/sessions/${session.id}/tokens`
const mint = (form: Record<string, string> = {}, headers: Record<string, string> = inside) =>
  browser.post(tokenPath(), form, { headers })
const touch = (organizationId: string, headers: Record<string, string> = inside) =>
  browser.post(
    `/v1/client/sessions/${session.id}/touch`,
    { active_organization_id: organizationId },
    { headers },
  )
const organizationIn = (jwt: string) => {
  const claims = decodeJwt(jwt)?.claims as { o?: { id: string }; sts?: string } | undefined
  return claims?.o?.id ?? null
}
const ofToken = ({ status, body }: BrowserAnswer) => (status === 200 ? organizationIn(body.jwt) : status)
const fault = ({ status, body }: BrowserAnswer) => {
  const [first] = body.errors ?? []
  return [status, first?.code, first?.meta]
}
const unmet = (...rules: object[]) => [
  ...[403, 'organization_policy_unmet', { organization_id: organization.id, unmet: rules }],
]
const storedOrganization = async () =>
  (await app.services.sessions.get(app.scope, session.id)).lastActiveOrganizationId

/** What the app's server is told of this browser by a handshake. */
async function handshake(query = '') {
  const visitor = createTestBrowser(app, { origin: '' })
  for (const [name, value] of browser.jar) visitor.jar.set(name, value)
  const page = encodeURIComponent('http://localhost:3000/')
  const path = `/v1/client/handshake?redirect_url=${page}&format=nonce${query}`
  const { headers } = await visitor.get(path, { headers: inside })
  const nonce = new URL(headers.get('location') ?? '').searchParams.get('__clerk_handshake_nonce')
  const response = await app.backend('get', `/v1/clients/handshake_payload?nonce=${nonce}`)
  const { directives } = (await response.json()) as { directives: string[] }
  const value = (name: string) => new RegExp(`^${name}=([^;]+)`, 'm').exec(directives.join('\n'))?.[1] ?? ''
  return { token: value('__session'), refreshToken: value(`__refresh_${app.instance.cookieSuffix}`) }
}

describe('a session that does not meet the policy', () => {
  const byTicket = { rule: 'sign_in_method', sign_in_methods: ['ticket'] }
  beforeEach(() => policy({ signInMethods: ['ticket'] }))

  it('gets no token for the organization: asked for by name, or as the one it was in', async () => {
    expect(fault(await mint({ organization_id: organization.id }))).toEqual(unmet(byTicket))
    expect(ofToken(await mint())).toBeNull()
    expect(ofToken(await mint({ organization_id: other.id }))).toBe(other.id)
  })

  // The attack: one tab is in another organization, and asks for this one's token by name.
  it('gets none from a tab that is elsewhere', async () => {
    expect((await touch(other.id)).status).toBe(200)
    expect(fault(await mint({ organization_id: organization.id }))).toEqual(unmet(byTicket))
  })

  // The attack: the client's token before its rotation opens older sessions for a moment.
  it('gets none with the client token before', async () => {
    const previous = browser.jar.get(browser.clientCookie) ?? ''
    const scope = browser.scope
    const { client } = (await app.services.clients.findByToken(scope, [previous])) ?? expect.fail()
    for (let rotations = 0; rotations < 2; rotations += 1) {
      browser.jar.set(browser.clientCookie, (await app.services.clients.rotate(scope, client.id)).token)
    }
    const old = createTestBrowser(app)
    const { token } = await app.services.clients.rotate(scope, client.id)
    old.jar.set(old.clientCookie, browser.jar.get(browser.clientCookie) ?? '')
    browser.jar.set(browser.clientCookie, token)
    const answer = await old.post(tokenPath(), { organization_id: organization.id }, { headers: inside })
    expect(fault(answer)).toEqual(unmet(byTicket))
  })

  it('does not enter it, and is not shown to be in it', async () => {
    expect((await touch('', inside)).status).toBe(200)
    expect(fault(await touch(organization.id))).toEqual(unmet(byTicket))
    expect(fault(await touch(organization.slug ?? ''))).toEqual(unmet(byTicket))
    const { body } = await browser.get('/v1/client', { headers: inside })
    const [shown] = body.response.sessions
    expect(shown.last_active_organization_id).toBeNull()
    expect(shown.unmet_organization_policy).toEqual({ organization_id: organization.id, unmet: [byTicket] })
    expect(organizationIn(shown.last_active_token.jwt)).toBeNull()
  })

  it('gets no token from a template with the organization in it', async () => {
    await app.backend('POST', '/v1/jwt_templates', { name: 'db', claims: { org: '{{org.id}}' } })
    const { body } = await browser.post(`${tokenPath()}/db`, {}, { headers: inside })
    expect(decodeJwt(body.jwt)?.claims).not.toHaveProperty('org', organization.id)
    await policy({ signInMethods: null })
    const met = await browser.post(`${tokenPath()}/db`, {}, { headers: inside })
    expect(decodeJwt(met.body.jwt)?.claims).toMatchObject({ org: organization.id })
  })

  // The attack: a link to a page of the organization makes it the active one on the way.
  it('is not led into it by a handshake', async () => {
    await touch(other.id)
    const organizationAfter = async (name: string) =>
      organizationIn((await handshake(`&organization_id=${name}`)).token)
    expect(await organizationAfter(organization.id)).toBe(other.id)
    expect(await storedOrganization()).toBe(other.id)
    await policy({ signInMethods: null })
    expect(await organizationAfter(organization.id)).toBe(organization.id)
  })

  it('leaves it, and reads its own memberships', async () => {
    const { body } = await browser.get('/v1/me/organization_memberships?paginated=true', { headers: inside })
    expect(body.response.total_count).toBe(2)
    const left = await browser.tunnel('DELETE', `/v1/me/organization_memberships/${organization.id}`)
    expect(left.status).toBe(200)
  })

  it('changes nothing about the policy, whatever it asks for', async () => {
    const path = `/v1/organizations/${organization.id}/policy`
    expect(fault(await browser.tunnel('PATCH', path, { sign_in_methods: '' }))).toEqual(unmet(byTicket))
    expect(fault(await browser.get(path))).toEqual(unmet(byTicket))
  })

  // The attack: whoever was let in by the policy before waits with a change until the policy is another.
  it('changes nothing when the policy changes while it waits', async () => {
    await policy({ signInMethods: null })
    const late = { ...session, createdAt: new Date(0), userId: member.id }
    await policy({ sessionLifetimeSeconds: 3600 })
    await expect(
      app.services.policies.change(app.scope, organization.id, { sessionLifetimeSeconds: null }, late),
    ).rejects.toMatchObject({ code: 'organization_policy_unmet' })
  })

  it('is a stranger to those who are none: nobody else learns that there is a policy', async () => {
    const stranger = createTestBrowser(app)
    const { admin } = await createOrganization(app)
    const own = await stranger.signIn(admin)
    const path = `/v1/client/sessions/${own.id}/tokens`
    expect((await stranger.post(path, { organization_id: organization.id })).status).toBe(404)
    expect((await stranger.get(`/v1/organizations/${organization.id}/policy`)).status).toBe(404)
  })
})

describe('what a session has to be', () => {
  it('young: a reverification makes it no younger', async () => {
    await policy({ sessionLifetimeSeconds: 3600 })
    expect(ofToken(await mint())).toBe(organization.id)
    app.clock.advance(3_600_000)
    await app.db
      .transaction()
      .execute((tx) =>
        app.services.sessions.changeIn(tx, app.scope, session.id, { firstFactorVerifiedAt: app.clock.now() }),
      )
    expect(fault(await mint({ organization_id: organization.id }))).toEqual(
      unmet({ rule: 'session_too_old', session_lifetime_seconds: 3600 }),
    )
    await signIn({ strategy: 'password' })
    expect(ofToken(await mint())).toBe(organization.id)
  })

  it('proven by a second factor, at the sign-in or since', async () => {
    await app.services.settings.patch(app.scope, { authenticator_app: { enabled: true } })
    await policy({ mfaRequired: true })
    expect(fault(await mint({ organization_id: organization.id }))).toEqual(unmet({ rule: 'mfa_required' }))
    await app.db.transaction().execute((tx) =>
      app.services.sessions.changeIn(tx, app.scope, session.id, {
        secondFactorVerifiedAt: app.clock.now(),
      }),
    )
    expect(ofToken(await mint())).toBe(organization.id)
    await signIn({ strategy: 'password', secondFactorVerifiedAt: app.clock.now() })
    expect(ofToken(await mint())).toBe(organization.id)
  })

  it('proven by a second factor still, where nobody can set one up any more', async () => {
    await app.services.settings.patch(app.scope, { authenticator_app: { enabled: true } })
    await policy({ mfaRequired: true })
    await app.services.settings.patch(app.scope, { authenticator_app: { enabled: false } })
    expect(ofToken(await mint())).toBeNull()
  })

  it('begun in a known way: what a server began, or nobody noted, was in none', async () => {
    await policy({ signInMethods: ['password', 'email_code', 'ticket'] })
    expect(ofToken(await mint())).toBe(organization.id)
    await signIn({})
    expect(ofToken(await mint())).toBeNull()
  })

  // The staff of the operator is let in by those whose data it is.
  it('its user’s own, or allowed by ticket: who acts as another meets the same rules', async () => {
    await policy({ signInMethods: ['password'] })
    const impersonated = { actor: { sub: 'user_support' }, strategy: 'ticket' }
    await signIn(impersonated)
    expect(ofToken(await mint())).toBeNull()
    await policy({ signInMethods: ['password', 'ticket'] })
    expect(ofToken(await mint())).toBe(organization.id)
  })
})

describe('an organization that is entered from its networks only', () => {
  beforeEach(() => policy(office))
  const notAllowed = () => unmet({ rule: 'ip_not_allowed' })

  it('is left out of tokens for other addresses, and back with the next from inside', async () => {
    expect(ofToken(await mint({}, inside))).toBe(organization.id)
    expect(ofToken(await mint({}, outside))).toBeNull()
    expect(fault(await mint({ organization_id: organization.id }, outside))).toEqual(notAllowed())
    expect(ofToken(await mint({}, inside))).toBe(organization.id)
  })

  it('is shut to calls from elsewhere, and tells nobody there where its networks are', async () => {
    const path = `/v1/organizations/${organization.id}`
    expect((await browser.get(path, { headers: inside })).status).toBe(200)
    const answer = await browser.get(path, { headers: outside })
    expect(fault(answer)).toEqual(notAllowed())
    expect(JSON.stringify(answer.body)).not.toContain('203.0.113')
  })

  // The attack: the caller writes an address of the office into the header itself.
  it.each([
    '203.0.113.7, 198.51.100.7',
    '203.0.113.7,198.51.100.7,127.0.0.1',
    'unknown, 198.51.100.7',
    '::ffff:198.51.100.7',
  ])('believes proxies, and no caller: %s', async (chain) => {
    expect(fault(await mint({ organization_id: organization.id }, { 'x-forwarded-for': chain }))).toEqual(
      notAllowed(),
    )
  })

  it('knows its networks in the clothes of IPv6', async () => {
    const mapped = { 'x-forwarded-for': '::ffff:203.0.113.7' }
    expect(ofToken(await mint({}, mapped))).toBe(organization.id)
  })

  it('is in templates for those inside', async () => {
    await app.backend('POST', '/v1/jwt_templates', { name: 'office', claims: { org: '{{org.id}}' } })
    const claimOf = async (headers: Record<string, string>) => {
      const { body } = await browser.post(`${tokenPath()}/office`, {}, { headers })
      return decodeJwt(body.jwt)?.claims.org
    }
    expect([await claimOf(inside), await claimOf(outside)]).toEqual([organization.id, null])
  })

  it('stays the one to come back to: a touch from outside that names none leaves nothing', async () => {
    await app.services.settings.patch(app.scope, { organizations: { force_organization_selection: true } })
    const answer = await touch('', outside)
    expect([answer.status, answer.body.response.last_active_organization_id]).toEqual([200, null])
    expect(answer.body.response.tasks).toEqual([{ key: 'choose-organization' }])
    expect(await storedOrganization()).toBe(organization.id)
    const { body } = await mint({}, outside)
    expect(decodeJwt(body.jwt)?.claims).toMatchObject({ sts: 'pending' })
    expect(ofToken(await mint({}, inside))).toBe(organization.id)
    expect(fault(await touch('', inside)).slice(0, 2)).toEqual([422, 'personal_accounts_not_allowed'])
  })

  // The attack: the app's server asks for the token of a user who is outside. What it says of them proves nothing.
  it('is in no token that a server asks for, unless it names the organization', async () => {
    const ask = async (body: object) => {
      const answer = await app.backend('POST', `/v1/sessions/${session.id}/tokens`, body)
      return ofToken({ status: answer.status, body: await answer.json() } as BrowserAnswer)
    }
    expect(await ask({})).toBeNull()
    expect(await ask({ organization_id: organization.id })).toBe(organization.id)
    await policy({ signInMethods: ['ticket'] })
    expect(await ask({ organization_id: organization.id })).toBe(403)
  })
})

describe('a token that the app’s server exchanges when it has expired', () => {
  /** As SDKs send it, with a header of the browser's making. */
  async function refresh() {
    const { token, refreshToken } = await handshake()
    app.clock.advance(61_000)
    const response = await app.backend('POST', `/v1/sessions/${session.id}/refresh?suffixed_cookies=true`, {
      ...{ format: 'token', expired_token: token, refresh_token: refreshToken },
      ...{ request_origin: 'http://localhost:3000', request_headers: { 'x-forwarded-for': ['203.0.113.7'] } },
    })
    return { status: response.status, body: (await response.json()) as ReturnType<typeof JSON.parse> }
  }

  it('is for the organization, where that does not ask from where', async () => {
    const { status, body } = await refresh()
    expect([status, organizationIn(body.jwt)]).toEqual([200, organization.id])
  })

  // Refused, and not for the personal account: the page is led through a handshake, which comes from the browser.
  it('is none where the organization asks what no server can tell', async () => {
    await policy(office)
    const { status, body } = await refresh()
    expect([status, body.errors?.[0]?.code]).toEqual([403, 'organization_policy_unmet'])
    expect(organizationIn((await handshake()).token)).toBe(organization.id)
  })
})

describe('a policy that is changed while tokens are made from memory', () => {
  it('counts with the next token of this process', async () => {
    const { invalidations } = app.services
    invalidations.start()
    try {
      await vi.waitFor(() => expect(invalidations.isProven()).toBe(true), { timeout: 5_000 })
      const named = { organization_id: organization.id }
      expect(ofToken(await mint(named))).toBe(organization.id)
      let statements = 0
      app.database.pool.on('acquire', () => {
        statements += 1
      })
      expect(ofToken(await mint(named))).toBe(organization.id)
      expect(statements).toBe(0)
      await policy({ signInMethods: ['ticket'] })
      expect(ofToken(await mint(named))).toBe(403)
    } finally {
      await invalidations.stop()
    }
  })

  it('is told to all processes, which need not ask again', async () => {
    const pool = openPool(app.database.connection, { max: 3, log: silentLog })
    const db = createDatabase(pool)
    const feed = createInvalidationFeed({
      ...{ db, target: app.database.connection, log: silentLog, pollEveryMs: 60_000 },
    })
    const { clock, services, publicUrl } = app
    const find = createTokenOrganizations({ db, clock, catalogues: services.catalogues, feed, publicUrl })
    const unmetNow = async () =>
      (await find(app.instance, { session, ip: '203.0.113.7' }, organization.id))?.unmet.map(
        ({ rule }) => rule,
      )
    feed.start()
    try {
      await vi.waitFor(() => expect(feed.isProven()).toBe(true), { timeout: 5_000 })
      expect(await unmetNow()).toEqual([])
      await policy({ signInMethods: ['ticket'] })
      await vi.waitFor(async () => expect(await unmetNow()).toEqual(['sign_in_method']), { timeout: 1_000 })
    } finally {
      await feed.stop()
      await db.destroy()
    }
  })
})
