import type { InstanceSettingsInput } from '@keywright/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { createTransferBrowser } from '../../testing/transfer-browser.ts'

const path = '/v1/client/sign_ups'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
afterEach(() => configure({}))

/** Puts the instance's settings back, but for these. */
async function configure(settings: InstanceSettingsInput): Promise<void> {
  await app.services.settings.replace(app.scope, settings, { destructive: true })
}

/** Proves the address of an attempt with the code that was sent. */
async function prove(browser: TestBrowser, id: string, emailAddress: string) {
  await browser.post(`${path}/${id}/prepare_verification`, { strategy: 'email_code' })
  const code = await codeSentTo(app, emailAddress)
  return await browser.post(`${path}/${id}/attempt_verification`, { strategy: 'email_code', code })
}

describe('signing up', () => {
  it('collects, proves, and then makes the user and the session under a new client token', async () => {
    const browser = createTestBrowser(app)
    const emailAddress = newEmail()
    const begun = await browser.post(path, { email_address: emailAddress.toUpperCase(), first_name: 'Jane' })
    expect(begun.status).toBe(200)
    expect(begun.body.response).toMatchObject({
      status: 'missing_requirements',
      email_address: emailAddress,
      required_fields: ['email_address', 'password'],
      optional_fields: ['first_name', 'last_name'],
      missing_fields: ['password'],
      unverified_fields: ['email_address'],
      password_enabled: false,
      verifications: { email_address: null },
    })
    expect(begun.body.client.sign_up.id).toBe(begun.body.response.id)
    const { id } = begun.body.response
    const changed = await browser.tunnel('PATCH', `${path}/${id}`, {
      password: testPassword,
      last_name: 'Doe',
    })
    expect(changed.body.response).toMatchObject({
      missing_fields: [],
      password_enabled: true,
      first_name: 'Jane',
    })
    const before = browser.jar.get(browser.clientCookie)
    const done = await prove(browser, id, emailAddress)
    expect(done.body.response).toMatchObject({
      status: 'complete',
      verifications: { email_address: { status: 'verified', next_action: '' } },
      password_enabled: true,
    })
    expect(done.body.client.sessions[0]).toMatchObject({
      id: done.body.response.created_session_id,
      user: {
        id: done.body.response.created_user_id,
        first_name: 'Jane',
        last_name: 'Doe',
        password_enabled: true,
      },
    })
    expect(done.body.client.sign_up).toBeNull()
    expect(browser.jar.get(browser.clientCookie)).not.toBe(before)
    const user = await app.services.users.get(app.scope, done.body.response.created_user_id)
    expect(user.emailAddresses[0]).toMatchObject({
      emailAddress,
      verification: { status: 'verified', strategy: 'email_code' },
    })
    const signIn = await createTestBrowser(app).post('/v1/client/sign_ins', {
      identifier: emailAddress,
      password: testPassword,
    })
    expect(signIn.body.response.status).toBe('complete')
  })

  it('keeps nothing of the password but a hash, and not even that once the user has it', async () => {
    const browser = createTestBrowser(app)
    const emailAddress = newEmail()
    const { id } = (await browser.post(path, { email_address: emailAddress, password: testPassword })).body
      .response
    const stored = () =>
      app.db.selectFrom('sign_ups').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const waiting = await stored()
    expect(waiting.password_digest).toMatch(/^\$argon2id\$/)
    expect(JSON.stringify(waiting)).not.toContain(testPassword)
    await prove(browser, id, emailAddress)
    expect((await stored()).password_digest).toBeNull()
  })

  it('makes the user at once where nothing has to be proven', async () => {
    await configure({ email_address: { verify_at_sign_up: false } })
    const emailAddress = newEmail()
    const { body } = await createTestBrowser(app).post(path, {
      email_address: emailAddress,
      password: testPassword,
    })
    expect(body.response.status).toBe('complete')
    const again = await createTestBrowser(app).post(path, {
      email_address: emailAddress,
      password: testPassword,
    })
    expect(codeOf(again.body)).toBe('form_identifier_exists')
  })

  it('asks for the consent it was told to ask for', async () => {
    await configure({ sign_up: { legal_consent_enabled: true }, email_address: { verify_at_sign_up: false } })
    const browser = createTestBrowser(app)
    const { body } = await browser.post(path, { email_address: newEmail(), password: testPassword })
    expect(body.response.missing_fields).toEqual(['legal_accepted'])
    const done = await browser.tunnel('PATCH', `${path}/${body.response.id}`, { legal_accepted: 'true' })
    expect(done.body.response.status).toBe('complete')
    expect(done.body.client.sessions[0].user.legal_accepted_at).toBe(app.clock.now().getTime())
  })

  it('takes usernames where the instance has them, each once', async () => {
    await configure({ username: { enabled: true, required: true }, email_address: { required: false } })
    const username = `jane_${Date.now()}`
    const first = await createTestBrowser(app).post(path, { username, password: testPassword })
    expect(first.body.response.status).toBe('complete')
    const second = await createTestBrowser(app).post(path, {
      username: username.toUpperCase(),
      password: testPassword,
    })
    expect(second.body.errors[0]).toMatchObject({
      code: 'form_identifier_exists',
      meta: { param_name: 'username' },
    })
    const bad = await createTestBrowser(app).post(path, { username: '12345', password: testPassword })
    expect(codeOf(bad.body)).toBe('form_username_needs_non_number_char')
  })

  it('says which identifier is taken', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emailAddress })
    const { status, body } = await createTestBrowser(app).post(path, { email_address: emailAddress })
    expect(status).toBe(422)
    expect(body.errors[0]).toMatchObject({
      code: 'form_identifier_exists',
      meta: { param_name: 'email_address' },
    })
  })

  it('begins anew with an address that was changed', async () => {
    await configure({ password: { required: true } })
    const browser = createTestBrowser(app)
    const first = newEmail()
    const { id } = (await browser.post(path, { email_address: first })).body.response
    const proven = await prove(browser, id, first)
    expect(proven.body.response.unverified_fields).toEqual([])
    const same = await browser.tunnel('PATCH', `${path}/${id}`, { email_address: first.toUpperCase() })
    expect(same.body.response.unverified_fields).toEqual([])
    const other = await browser.tunnel('PATCH', `${path}/${id}`, { email_address: newEmail() })
    expect(other.body.response).toMatchObject({
      status: 'missing_requirements',
      unverified_fields: ['email_address'],
    })
  })

  it('starts the proof in the same call when a strategy is named', async () => {
    const emailAddress = newEmail()
    const form = { email_address: emailAddress, strategy: 'email_code' }
    const { body } = await createTestBrowser(app).post(path, form)
    expect(body.response.verifications.email_address.next_action).toBe('needs_attempt')
    expect(await mailsTo(app, emailAddress)).toHaveLength(1)
  })

  it('is given up after a day, and by a new attempt', async () => {
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { email_address: newEmail() })).body.response
    await browser.post(path, { email_address: newEmail() })
    expect((await browser.get(`${path}/${id}`)).body.response.status).toBe('abandoned')
    const late = (await browser.post(path, { email_address: newEmail() })).body.response
    app.clock.advance(86_400_001)
    expect((await browser.get(`${path}/${late.id}`)).body.response.status).toBe('abandoned')
    const { body } = await browser.tunnel('PATCH', `${path}/${late.id}`, { first_name: 'Late' })
    expect(codeOf(body)).toBe('client_state_invalid')
  })

  it('is closed where the instance says so', async () => {
    await configure({ sign_up: { mode: 'restricted' } })
    const { status, body } = await createTestBrowser(app).post(path, { email_address: newEmail() })
    expect([status, codeOf(body)]).toEqual([403, 'sign_up_mode_restricted'])
    await configure({ sign_up: { mode: 'waitlist' } })
    expect(codeOf((await createTestBrowser(app).post(path, {})).body)).toBe('sign_up_restricted_waitlist')
  })

  it('refuses values that are none', async () => {
    const browser = createTestBrowser(app)
    const fault = async (form: Record<string, string>) => (await browser.post(path, form)).body.errors[0]
    expect(await fault({ email_address: 'nobody' })).toMatchObject({
      code: 'form_param_format_invalid',
      meta: { param_name: 'email_address' },
    })
    expect(await fault({ password: 'short' })).toMatchObject({ code: 'form_password_length_too_short' })
    expect(await fault({ username: 'someone' })).toMatchObject({ code: 'form_param_unknown' })
    expect(await fault({ phone_number: '+15555550100' })).toMatchObject({ code: 'form_param_unknown' })
    expect(await fault({ unsafe_metadata: '[1]' })).toMatchObject({ meta: { param_name: 'unsafe_metadata' } })
  })

  it('refuses who is signed in already, in single-session mode', async () => {
    const browser = createTestBrowser(app)
    const session = await browser.signIn(await createUser(app))
    const { body } = await browser.post(path, { email_address: newEmail() })
    expect(body.errors[0]).toMatchObject({ code: 'session_exists', meta: { session_id: session.id } })
  })
})

describe('going on from a sign-in that found no account', () => {
  it('carries a proven address over into a sign-up, once', async () => {
    const browser = createTransferBrowser(app)
    const emailAddress = newEmail()
    const form = { identifier: emailAddress, strategy: 'email_code', sign_up_if_missing: 'true' }
    const { id } = (await browser.post('/v1/client/sign_ins', form)).body.response
    const code = await codeSentTo(app, emailAddress)
    const proven = await browser.post(`/v1/client/sign_ins/${id}/attempt_first_factor`, {
      strategy: 'email_code',
      code,
    })
    expect(proven.body.response).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: { status: 'transferable' },
    })
    const carried = await browser.post(path, { transfer: 'true' })
    expect(carried.body.response).toMatchObject({
      email_address: emailAddress,
      unverified_fields: [],
      missing_fields: ['password'],
      verifications: { email_address: { status: 'verified' } },
    })
    const done = await browser.tunnel('PATCH', `${path}/${carried.body.response.id}`, {
      password: testPassword,
    })
    expect(done.body.response.status).toBe('complete')
    expect(codeOf((await createTestBrowser(app).post(path, { transfer: 'true' })).body)).toBe(
      'account_transfer_invalid',
    )
  })
})

describe('the Backend API', () => {
  it('reads an attempt and gives the user to come an external id', async () => {
    const browser = createTestBrowser(app)
    const emailAddress = newEmail()
    const { id } = (await browser.post(path, { email_address: emailAddress, password: testPassword })).body
      .response
    const read = await app.backend('get', `/v1/sign_ups/${id}`)
    expect(read.status).toBe(200)
    expect(await read.json()).toMatchObject({
      id,
      email_address: emailAddress,
      verifications: {
        email_address: { next_action: 'needs_prepare', supported_strategies: ['email_code'] },
      },
    })
    const external = `ext_${id}`
    const changed = await app.backend('patch', `/v1/sign_ups/${id}`, {
      external_id: external,
      custom_action: true,
    })
    expect(await changed.json()).toMatchObject({ external_id: external, custom_action: true })
    const done = await prove(browser, id, emailAddress)
    expect((await app.services.users.get(app.scope, done.body.response.created_user_id)).externalId).toBe(
      external,
    )
    const late = await app.backend('patch', `/v1/sign_ups/${id}`, { external_id: 'other' })
    expect([late.status, codeOf((await late.json()) as never)]).toEqual([403, 'sign_up_cannot_be_updated'])
  })

  it('knows nothing of another instance’s attempts', async () => {
    const { id } = (await createTestBrowser(app).post(path, { email_address: newEmail() })).body.response
    const other = await app.otherInstance('sign-ups-other')
    expect((await app.backend('get', `/v1/sign_ups/${id}`, undefined, other.secretKey)).status).toBe(404)
    expect(
      (await app.backend('patch', `/v1/sign_ups/${id}`, { custom_action: true }, other.secretKey)).status,
    ).toBe(404)
  })
})
