import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, lastMailTo, otherCode } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const path = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

async function someone() {
  const emailAddress = newEmail()
  const user = await createUser(app, { emailAddress, password: { password: testPassword } })
  return { emailAddress, user, browser: createTestBrowser(app) }
}

describe('createSignIn', () => {
  it('signs in with an identifier and a password at once, under a new client token', async () => {
    const { emailAddress, user, browser } = await someone()
    await browser.post(path, {})
    const before = browser.jar.get(browser.clientCookie)
    const { status, body } = await browser.post(path, {
      identifier: emailAddress.toUpperCase(),
      password: testPassword,
    })
    expect(status).toBe(200)
    expect(body.response).toMatchObject({
      status: 'complete',
      identifier: emailAddress.toUpperCase(),
      first_factor_verification: { strategy: 'password', status: 'verified' },
      user_data: { has_image: false },
    })
    expect(body.client.sessions[0]).toMatchObject({
      id: body.response.created_session_id,
      user: { id: user.id },
    })
    expect(body.client).toMatchObject({ sign_in: null, last_authentication_strategy: 'password' })
    expect(browser.jar.get(browser.clientCookie)).not.toBe(before)
  })

  it('begins with nothing at all, and with an identifier alone', async () => {
    const { emailAddress, browser } = await someone()
    const empty = await browser.post(path)
    expect(empty.body.response).toMatchObject({
      status: 'needs_identifier',
      identifier: null,
      supported_identifiers: ['email_address'],
      supported_first_factors: null,
      user_data: null,
    })
    const { body } = await browser.post(path, { identifier: emailAddress })
    expect(body.response.status).toBe('needs_first_factor')
    expect(
      body.response.supported_first_factors.map((factor: { strategy: string }) => factor.strategy),
    ).toEqual(['password', 'email_code', 'reset_password_email_code'])
    expect(body.client.sign_in.id).toBe(body.response.id)
  })

  it('gives up the attempt before it', async () => {
    const { emailAddress, browser } = await someone()
    const first = (await browser.post(path, { identifier: emailAddress })).body.response
    await browser.post(path, { identifier: emailAddress })
    expect((await browser.get(`${path}/${first.id}`)).body.response.status).toBe('abandoned')
    const late = await browser.post(`${path}/${first.id}/attempt_first_factor`, {
      strategy: 'password',
      password: testPassword,
    })
    expect(codeOf(late.body)).toBe('client_state_invalid')
  })

  it('says that nobody has the identifier, and that the password is wrong', async () => {
    const { emailAddress, browser } = await someone()
    const unknown = await browser.post(path, { identifier: newEmail() })
    expect(unknown.status).toBe(422)
    expect(unknown.body.errors[0]).toMatchObject({
      code: 'form_identifier_not_found',
      meta: { param_name: 'identifier' },
    })
    const wrong = await browser.post(path, { identifier: emailAddress, password: 'wrong-password' })
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors[0]).toMatchObject({
      code: 'form_password_incorrect',
      meta: { param_name: 'password' },
    })
  })

  it('sends a code in the same call when the strategy asks for one', async () => {
    const { emailAddress, browser } = await someone()
    const { body } = await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })
    expect(body.response.first_factor_verification).toMatchObject({
      object: 'verification_otp',
      status: 'unverified',
      strategy: 'email_code',
      attempts: 0,
    })
    expect(await codeSentTo(app, emailAddress)).toMatch(/^\d{6}$/)
  })

  it('refuses whoever is signed in on this browser already, and names the session', async () => {
    const { emailAddress, user, browser } = await someone()
    const session = await browser.signIn(user)
    const same = await browser.post(path, { identifier: emailAddress, password: testPassword })
    expect(same.status).toBe(400)
    expect(same.body.errors[0]).toMatchObject({
      code: 'identifier_already_signed_in',
      meta: { session_id: session.id },
    })
    const other = await someone()
    const second = await browser.post(path, { identifier: other.emailAddress })
    expect(second.body.errors[0]).toMatchObject({ code: 'session_exists', meta: { session_id: session.id } })
  })

  it('refuses strategies it does not have, and strategies the account does not have', async () => {
    const { browser } = await someone()
    const emailAddress = newEmail()
    await createUser(app, { emailAddress })
    expect(codeOf((await browser.post(path, { identifier: emailAddress, strategy: 'passkey' })).body)).toBe(
      'form_param_value_invalid',
    )
    const noPassword = await browser.post(path, { identifier: emailAddress, password: testPassword })
    expect(codeOf(noPassword.body)).toBe('strategy_for_user_invalid')
  })

  it('refuses banned users', async () => {
    const { emailAddress, user, browser } = await someone()
    await app.services.users.ban(app.scope, user.id)
    const { status, body } = await browser.post(path, { identifier: emailAddress })
    expect([status, codeOf(body)]).toEqual([403, 'user_banned'])
  })
})

describe('prepareSignInFactorOne and attemptSignInFactorOne', () => {
  it('sign in with a code, once', async () => {
    const { emailAddress, browser } = await someone()
    const { id, supported_first_factors: factors } = (await browser.post(path, { identifier: emailAddress }))
      .body.response
    const { email_address_id } = factors.find(
      (factor: { strategy: string }) => factor.strategy === 'email_code',
    )
    const prepared = await browser.post(`${path}/${id}/prepare_first_factor`, {
      strategy: 'email_code',
      email_address_id,
    })
    expect(prepared.body.response.first_factor_verification.status).toBe('unverified')
    const code = await codeSentTo(app, emailAddress)
    const wrong = await browser.post(`${path}/${id}/attempt_first_factor`, {
      strategy: 'email_code',
      code: otherCode(code),
    })
    expect(wrong.body.errors[0]).toMatchObject({ code: 'form_code_incorrect', meta: { param_name: 'code' } })
    const done = await browser.post(`${path}/${id}/attempt_first_factor`, { strategy: 'email_code', code })
    expect(done.body.response).toMatchObject({
      status: 'complete',
      first_factor_verification: { status: 'verified', attempts: 1 },
    })
    expect(done.body.client.sessions).toHaveLength(1)
    const again = await browser.post(`${path}/${id}/attempt_first_factor`, { strategy: 'email_code', code })
    expect(codeOf(again.body)).toBe('client_state_invalid')
  })

  it('fail for good after three wrong codes, and go on with a new one', async () => {
    const { emailAddress, browser } = await someone()
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    const code = await codeSentTo(app, emailAddress)
    const attempt = (value: string) =>
      browser.post(`${path}/${id}/attempt_first_factor`, { strategy: 'email_code', code: value })
    for (const expected of ['form_code_incorrect', 'form_code_incorrect', 'verification_failed']) {
      expect(codeOf((await attempt(otherCode(code))).body)).toBe(expected)
    }
    expect(codeOf((await attempt(code)).body)).toBe('verification_failed')
    await browser.post(`${path}/${id}/prepare_first_factor`, { strategy: 'email_code' })
    expect((await attempt(await codeSentTo(app, emailAddress))).body.response.status).toBe('complete')
  })

  it('refuse a code whose time has passed', async () => {
    const { emailAddress, browser } = await someone()
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    const code = await codeSentTo(app, emailAddress)
    app.clock.advance(601_000)
    const { body } = await browser.post(`${path}/${id}/attempt_first_factor`, {
      strategy: 'email_code',
      code,
    })
    expect(codeOf(body)).toBe('verification_expired')
  })

  it('take 424242 for test addresses, and send them nothing', async () => {
    const emailAddress = newEmail('jane+clerk_test')
    await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    expect((await lastMailTo(app, emailAddress)).status).toBe('suppressed')
    const done = await browser.post(`${path}/${id}/attempt_first_factor`, {
      strategy: 'email_code',
      code: '424242',
    })
    expect(done.body.response.status).toBe('complete')
  })

  it('lock the account after too many wrong passwords, and open it again in time', async () => {
    const { emailAddress, user, browser } = await someone()
    const attempt = (password: string) => browser.post(path, { identifier: emailAddress, password })
    const codes: (string | undefined)[] = []
    for (let count = 0; count < 10; count += 1) codes.push(codeOf((await attempt('wrong-password')).body))
    expect(codes).toEqual([...Array(9).fill('form_password_incorrect'), 'user_locked'])
    const locked = await attempt(testPassword)
    expect([locked.status, codeOf(locked.body)]).toEqual([403, 'user_locked'])
    app.clock.advance(3_601_000)
    expect((await attempt(testPassword)).body.response.status).toBe('complete')
    expect((await app.services.users.get(app.scope, user.id)).failedAttemptCount).toBe(0)
  })

  it('refuse a password that is marked as known to others, and ask for a new one after a code', async () => {
    const { emailAddress, user, browser } = await someone()
    await app.services.users.setPasswordCompromised(app.scope, user.id, true)
    const refused = await browser.post(path, { identifier: emailAddress, password: testPassword })
    expect(codeOf(refused.body)).toBe('form_password_compromised')
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    const code = await codeSentTo(app, emailAddress)
    const proven = await browser.post(`${path}/${id}/attempt_first_factor`, { strategy: 'email_code', code })
    expect(proven.body.response).toMatchObject({ status: 'needs_new_password', created_session_id: null })
    expect(proven.body.client.sessions).toEqual([])
    const same = await browser.post(`${path}/${id}/reset_password`, { password: testPassword })
    expect(codeOf(same.body)).toBe('form_new_password_matches_current')
    const done = await browser.post(`${path}/${id}/reset_password`, { password: 'Another-horse-9-battery' })
    expect(done.body.response.status).toBe('complete')
  })
})

describe('resetPassword', () => {
  async function provenToReset() {
    const given = await someone()
    const { emailAddress, browser } = given
    const { id } = (
      await browser.post(path, { identifier: emailAddress, strategy: 'reset_password_email_code' })
    ).body.response
    const code = await codeSentTo(app, emailAddress)
    const form = { strategy: 'reset_password_email_code', code }
    return { ...given, id, proven: await browser.post(`${path}/${id}/attempt_first_factor`, form) }
  }

  it('replaces the password, signs in, ends the other sessions if asked, and tells the user', async () => {
    const { emailAddress, user, browser, id, proven } = await provenToReset()
    expect(proven.body.response.status).toBe('needs_new_password')
    const elsewhere = await createTestBrowser(app).signIn(user)
    const { body } = await browser.post(`${path}/${id}/reset_password`, {
      password: 'Another-horse-9-battery',
      sign_out_of_other_sessions: 'true',
    })
    expect(body.response.status).toBe('complete')
    expect((await app.services.sessions.get(app.scope, elsewhere.id)).status).toBe('revoked')
    expect((await lastMailTo(app, emailAddress)).template).toBe('password_changed')
    const fresh = createTestBrowser(app)
    const old = await fresh.post(path, { identifier: emailAddress, password: testPassword })
    expect(codeOf(old.body)).toBe('form_password_incorrect')
    const now = await fresh.post(path, { identifier: emailAddress, password: 'Another-horse-9-battery' })
    expect(now.body.response.status).toBe('complete')
  })

  it('refuses weak passwords and attempts that have proven nothing', async () => {
    const { browser, id } = await provenToReset()
    expect(codeOf((await browser.post(`${path}/${id}/reset_password`, { password: 'short' })).body)).toBe(
      'form_password_length_too_short',
    )
    const other = await someone()
    const begun = (await other.browser.post(path, { identifier: other.emailAddress })).body.response
    const unproven = await other.browser.post(`${path}/${begun.id}/reset_password`, {
      password: 'Another-horse-9-battery',
    })
    expect(codeOf(unproven.body)).toBe('client_state_invalid')
  })

  it('takes the new password together with the code', async () => {
    const { emailAddress, browser } = await someone()
    const strategy = 'reset_password_email_code'
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy })).body.response
    const code = await codeSentTo(app, emailAddress)
    const attempt = (password: string) =>
      browser.post(`${path}/${id}/attempt_first_factor`, { strategy, code, password })
    expect(codeOf((await attempt('short')).body)).toBe('form_password_length_too_short')
    expect((await attempt('Another-horse-9-battery')).body.response.status).toBe('complete')
  })
})

describe('second factors', () => {
  it('are not asked for before the first', async () => {
    const { emailAddress, browser } = await someone()
    const { id } = (await browser.post(path, { identifier: emailAddress })).body.response
    for (const [step, form] of [
      ['prepare_second_factor', {}],
      ['attempt_second_factor', { code: '123456' }],
    ] as const) {
      const { status, body } = await browser.post(`${path}/${id}/${step}`, { strategy: 'totp', ...form })
      expect([status, codeOf(body)]).toEqual([400, 'client_state_invalid'])
    }
  })
})

describe('getSignIn', () => {
  it('reads an attempt of the own client, and of nobody else', async () => {
    const { emailAddress, browser } = await someone()
    const { id } = (await browser.post(path, { identifier: emailAddress })).body.response
    expect((await browser.get(`${path}/${id}`)).body.response.id).toBe(id)
    const stranger = createTestBrowser(app)
    await stranger.post(path)
    const foreign = await stranger.get(`${path}/${id}`)
    const missing = await stranger.get(`${path}/sia_missing`)
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, clerk_trace_id: '' }).toEqual({ ...missing.body, clerk_trace_id: '' })
  })
})
