import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enableSecondFactors, setUpAuthenticator } from '../../testing/authenticator.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { fault } from '../../testing/web3-flows.ts'
import type { User } from '../users/index.ts'
import { fromBase32 } from './base32.policy.ts'
import { stepAt, totpAt } from './totp.policy.ts'

let app: TestApp
let browser: TestBrowser
let user: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableSecondFactors(app)
  user = await createUser(app)
  browser = createTestBrowser(app)
  await browser.signIn(user)
})

const attempt = (code: string, on = browser) => on.post('/v1/me/totp/attempt_verification', { code })
const me = async () => (await browser.get('/v1/me')).body.response
const templates = async () => {
  const mails = await mailsTo(app, user.emailAddresses[0]?.emailAddress ?? '')
  return mails.map(({ template }) => template)
}
const codeOf = (secret: string) => totpAt(fromBase32(secret) ?? Buffer.alloc(0), stepAt(app.clock.now()))

describe('setting up an authenticator app', () => {
  it('tells the secret once, as text and as a URI that names app and account', async () => {
    const { status, body } = await browser.post('/v1/me/totp')
    expect(status).toBe(200)
    const { secret, uri } = body.response
    expect(body.response).toMatchObject({ object: 'totp', verified: false, backup_codes: null })
    expect(fromBase32(secret)).toHaveLength(20)
    expect(new URL(uri).searchParams.get('secret')).toBe(secret)
    expect(decodeURIComponent(new URL(uri).pathname)).toContain(user.emailAddresses[0]?.emailAddress)
    const { body: after } = await attempt(codeOf(secret))
    expect(after.response).toMatchObject({ verified: true, secret: null, uri: null })
  })

  it('counts with the first right code, and brings backup codes, an event and a mail', async () => {
    const { body } = await browser.post('/v1/me/totp')
    expect(await me()).toMatchObject({ totp_enabled: false, two_factor_enabled: false, mfa_enabled_at: null })
    const { body: proven } = await attempt(codeOf(body.response.secret))
    expect(proven.response.backup_codes).toHaveLength(10)
    const now = app.clock.now().getTime()
    const enabled = { totp_enabled: true, two_factor_enabled: true, backup_code_enabled: true }
    expect(await me()).toMatchObject({ ...enabled, mfa_enabled_at: now, mfa_disabled_at: null })
    expect(proven.client.sessions[0]).toMatchObject({ factor_verification_age: [0, 0], user: enabled })
    const events = app.db.selectFrom('events').select('data').where('type', '=', 'user.updated')
    const last = await events
      .where('entity_id', '=', user.id)
      .orderBy('entity_version', 'desc')
      .executeTakeFirst()
    expect(last?.data).toMatchObject({ id: user.id, ...enabled })
    expect(await templates()).toEqual(['totp_added'])
  })

  it('keeps neither secret nor codes in a form that the database alone could give away', async () => {
    const { body } = await browser.post('/v1/me/totp')
    const { secret } = body.response
    const { body: proven } = await attempt(codeOf(secret))
    const rows = [
      await app.db.selectFrom('totps').selectAll().where('user_id', '=', user.id).execute(),
      await app.db.selectFrom('backup_codes').selectAll().where('user_id', '=', user.id).execute(),
    ].flat()
    expect(rows).toHaveLength(11)
    const bytes = rows.flatMap((row) => Object.values(row).filter((value) => Buffer.isBuffer(value)))
    const raw = fromBase32(secret) ?? Buffer.alloc(0)
    for (const needle of [secret, raw, ...proven.response.backup_codes])
      expect(bytes.some((value) => value.includes(needle))).toBe(false)
  })

  it('can be begun anew until then: the last secret counts', async () => {
    const { body: first } = await browser.post('/v1/me/totp')
    const { body: second } = await browser.post('/v1/me/totp')
    expect(second.response.secret).not.toBe(first.response.secret)
    expect(fault(await attempt(codeOf(first.response.secret)))).toEqual([422, 'form_code_incorrect'])
    expect((await attempt(codeOf(second.response.secret))).status).toBe(200)
  })

  it('is refused where there is one, where there is none to prove, and without a code', async () => {
    expect(fault(await attempt('123456'))).toEqual([404, 'resource_not_found'])
    expect(fault(await browser.post('/v1/me/totp/attempt_verification'))).toEqual([422, 'form_param_missing'])
    const { code } = await setUpAuthenticator(app, user)
    expect(fault(await browser.post('/v1/me/totp'))).toEqual([400, 'totp_already_enabled'])
    expect(fault(await attempt(code()))).toEqual([400, 'totp_already_enabled'])
  })

  it('is refused where the instance has none', async () => {
    await enableSecondFactors(app, { authenticator_app: { enabled: false } })
    expect(fault(await browser.post('/v1/me/totp'))).toEqual([403, 'feature_not_enabled'])
    expect(fault(await attempt('123456'))).toEqual([403, 'feature_not_enabled'])
    expect(fault(await browser.post('/v1/me/backup_codes'))).toEqual([400, 'backup_codes_not_available'])
  })

  it('brings no backup codes where there are none', async () => {
    await enableSecondFactors(app, { backup_code: { enabled: false } })
    const { body } = await browser.post('/v1/me/totp')
    const { body: proven } = await attempt(codeOf(body.response.secret))
    expect(proven.response.backup_codes).toBeNull()
    expect(await me()).toMatchObject({ totp_enabled: true, backup_code_enabled: false })
  })

  it('uses the code up: it counts for nothing else', async () => {
    const { code } = await setUpAuthenticator(app, user, browser)
    const verified = await app.backend('post', `/v1/users/${user.id}/verify_totp`, { code: code() })
    expect(verified.status).toBe(422)
  })

  // The attack: sit down at an open session, and bind the account to one's own phone.
  it('needs a recent proof where the instance asks for one', async () => {
    await enableSecondFactors(app, { sessions: { reverification: true } })
    app.clock.advance(11 * 60_000)
    const required = [403, 'session_reverification_required']
    expect(fault(await browser.post('/v1/me/totp'))).toEqual(required)
    await setUpAuthenticator(app, user)
    expect(fault(await browser.tunnel('DELETE', '/v1/me/totp'))).toEqual(required)
    expect(fault(await browser.post('/v1/me/backup_codes'))).toEqual(required)
  })

  // The attack: begin on one's own account, and prove it on another.
  it('is each user’s own', async () => {
    const { body } = await browser.post('/v1/me/totp')
    const other = createTestBrowser(app)
    await other.signIn(await createUser(app))
    expect(fault(await attempt(codeOf(body.response.secret), other))).toEqual([404, 'resource_not_found'])
  })

  it('bounds wrong codes, also the right one after them', async () => {
    const { body } = await browser.post('/v1/me/totp')
    const wrong = codeOf(body.response.secret) === '000000' ? '000001' : '000000'
    for (let count = 0; count < 20; count += 1) await attempt(wrong)
    expect(fault(await attempt(codeOf(body.response.secret)))).toEqual([429, 'too_many_requests'])
    app.clock.advance(3_600_000)
    expect((await attempt(codeOf(body.response.secret))).status).toBe(200)
  })
})

describe('removing it', () => {
  it('takes the backup codes along, and tells', async () => {
    await setUpAuthenticator(app, user, browser)
    const { body } = await browser.tunnel('DELETE', '/v1/me/totp')
    expect(body.response).toEqual({ object: 'totp', id: expect.stringMatching(/^totp_/), deleted: true })
    const off = { totp_enabled: false, two_factor_enabled: false, backup_code_enabled: false }
    expect(await me()).toMatchObject({ ...off, mfa_disabled_at: app.clock.now().getTime() })
    expect(await templates()).toEqual(['totp_removed', 'totp_added'])
  })

  it('forgets one that was begun, without a word', async () => {
    await browser.post('/v1/me/totp')
    expect((await browser.tunnel('DELETE', '/v1/me/totp')).status).toBe(200)
    expect(await templates()).toEqual([])
    expect(await me()).toMatchObject({ mfa_disabled_at: null })
    expect(fault(await browser.tunnel('DELETE', '/v1/me/totp'))).toEqual([404, 'resource_not_found'])
  })
})

describe('new backup codes', () => {
  it('take the place of those before', async () => {
    const { backupCodes } = await setUpAuthenticator(app, user, browser)
    const { body } = await browser.post('/v1/me/backup_codes/')
    expect(body.response).toMatchObject({ object: 'backup_code', id: expect.stringMatching(/^bkp_/) })
    expect(body.response.codes).toHaveLength(10)
    const verify = async (code: string) =>
      (await app.backend('post', `/v1/users/${user.id}/verify_totp`, { code })).status
    expect(await verify(backupCodes[0] ?? '')).toBe(422)
    expect(await verify(body.response.codes[0])).toBe(200)
    expect(await templates()).toEqual(['backup_codes_created', 'totp_added'])
  })

  it('need another second factor', async () => {
    expect(fault(await browser.post('/v1/me/backup_codes'))).toEqual([400, 'backup_codes_not_available'])
  })
})
