import { importKeySet, tokenCategories, verifyJwt } from '@keywright/tokens'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const signedIn = async () => {
  const browser = createTestBrowser(app)
  const user = await createUser(app, { profile: { publicMetadata: { plan: 'pro' } } })
  return { browser, user, session: await browser.signIn(user) }
}

const verify = async (jwt: string) => {
  const keys = await importKeySet({ keys: await app.services.signingKeys.publicKeys(app.instance) })
  const result = await verifyJwt(jwt, {
    keys,
    now: app.clock.now(),
    authorizedParties: ['http://localhost:3000'],
  })
  if (!result.ok) throw new RangeError(JSON.stringify(result.fault))
  return result
}

const pathOf = (sessionId: string) => `/v1/client/sessions/${sessionId}/tokens`

describe('POST /v1/client/sessions/{session_id}/tokens', () => {
  it('answers bare with a token that verifies, of the page that asked', async () => {
    const { browser, user, session } = await signedIn()
    const answer = await browser.post(pathOf(session.id), { organization_id: '', tab_state: 'focused' })
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body)).toEqual(['object', 'jwt'])
    expect(answer.body.object).toBe('token')
    const { header, claims } = await verify(answer.body.jwt)
    const seconds = Math.floor(app.clock.now().getTime() / 1000)
    const [key] = await app.services.signingKeys.publicKeys(app.instance)
    expect(header).toEqual({
      alg: 'RS256',
      cat: tokenCategories.session,
      kid: key?.kid,
      oiat: seconds,
      typ: 'JWT',
    })
    expect(claims).toEqual({
      azp: 'http://localhost:3000',
      exp: seconds + 60,
      fva: [0, -1],
      iat: seconds,
      iss: app.instance.issuer,
      jti: expect.stringMatching(/^[0-9a-f]{20}$/),
      kwv: [1, expect.any(Number)],
      nbf: seconds - 10,
      sid: session.id,
      sts: 'active',
      sub: user.id,
      v: 2,
    })
  })

  it('takes what newer SDKs send besides, and never answers 422', async () => {
    const { browser, session } = await signedIn()
    const forms: Record<string, string>[] = [
      {},
      { token: 'x.y.z', force_origin: 'true', tab_state: 'visible' },
      { tab_state: 'x'.repeat(5000), unheard_of: '1' },
    ]
    for (const form of forms) expect((await browser.post(pathOf(session.id), form)).status).toBe(200)
    const twice = await browser.send('POST', pathOf(session.id), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(twice.status).toBe(200)
  })

  it('makes a token that begins no earlier than the sign-in that __client_uat tells of', async () => {
    const { browser, session } = await signedIn()
    const { body } = await browser.get('/v1/client')
    const { claims } = await verify((await browser.post(pathOf(session.id))).body.jwt)
    expect(claims.iat).toBeGreaterThanOrEqual(Math.floor(body.response.updated_at / 1000))
  })

  it('refuses a stranger, an unknown session and another client’s session', async () => {
    const { browser } = await signedIn()
    const other = await signedIn()
    const stranger = await createTestBrowser(app).post(pathOf(other.session.id))
    expect([stranger.status, stranger.body.errors[0].code]).toEqual([401, 'signed_out'])
    const foreign = await browser.post(pathOf(other.session.id))
    const missing = await browser.post(pathOf('sess_unknown'))
    expect([foreign.status, foreign.body.errors[0].code]).toEqual([404, 'resource_not_found'])
    expect(foreign.body.errors).toEqual(missing.body.errors)
  })

  it.each(['end', 'remove', 'revoke'] as const)('answers 401 once the session is over: %s', async (how) => {
    const { browser, session } = await signedIn()
    expect((await browser.post(pathOf(session.id))).status).toBe(200)
    await app.services.sessions[how](app.scope, session.id)
    const answer = await browser.post(pathOf(session.id))
    expect([answer.status, answer.body.errors[0].code]).toEqual([401, 'authentication_invalid'])
  })

  it('answers 401 once the session’s time is over, or its user is banned', async () => {
    const { browser, session, user } = await signedIn()
    await app.services.users.ban(app.scope, user.id)
    expect((await browser.post(pathOf(session.id))).status).toBe(401)
    const second = await signedIn()
    app.clock.advance(604_800_000)
    expect((await second.browser.post(pathOf(second.session.id))).status).toBe(401)
  })

  it('makes none for an organization that the user is no member of', async () => {
    const { browser, session } = await signedIn()
    const answer = await browser.post(pathOf(session.id), { organization_id: 'org_1' })
    expect([answer.status, answer.body.errors[0].code]).toEqual([404, 'resource_not_found'])
  })

  it('asks the database for nothing once the session is warm', async () => {
    const { browser, session } = await signedIn()
    const { invalidations, activity } = app.services
    invalidations.start()
    try {
      await expect.poll(() => invalidations.isProven(), { timeout: 5_000 }).toBe(true)
      await browser.post(pathOf(session.id))
      let statements = 0
      app.database.pool.on('acquire', () => {
        statements += 1
      })
      const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post(pathOf(session.id))))
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
      expect(new Set(answers.map(({ body }) => body.jwt)).size).toBe(20)
      expect(statements).toBe(0)
      expect(activity.waitingCount()).toBeGreaterThan(0)
    } finally {
      await invalidations.stop()
    }
  })

  it('adds the operator’s claims, filled in, and never over the server’s own', async () => {
    const { browser, session } = await signedIn()
    await app.db
      .updateTable('instance_settings')
      .set({
        document: JSON.stringify({
          tokens: { claims: { plan: '{{user.public_metadata.plan}}', sub: 'user_evil', v: 9, o: {} } },
        }),
      })
      .where('instance_id', '=', app.instance.id)
      .execute()
    await app.services.directory.refresh()
    const { claims } = await verify((await browser.post(pathOf(session.id))).body.jwt)
    expect(claims).toMatchObject({ plan: 'pro', v: 2, sid: session.id })
    expect(claims.sub).not.toBe('user_evil')
    expect(claims).not.toHaveProperty('o')
  })
})
