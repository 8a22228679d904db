import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, lastMailTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const path = '/v1/client/sign_ups'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
afterEach(async () => {
  await app.services.settings.replace(app.scope, {}, { destructive: true })
})

const conceal = () =>
  app.services.settings.patch(app.scope, { attack_protection: { enumeration_protection: true } })

function comparable(body: object): unknown {
  const hide = /"(id|clerk_trace_id|email_address|[a-z_]+_at)":("[^"]*"|\d+)/g
  return JSON.parse(JSON.stringify(body).replaceAll(hide, '"$1":"…"'))
}

describe('a sign-up', () => {
  // Attack (mass assignment): what only servers may set is sent by a browser.
  it('takes no field that only servers may set', async () => {
    const browser = createTestBrowser(app)
    const fields = [
      'public_metadata',
      'private_metadata',
      'external_id',
      'custom_action',
      'status',
      'email_verified_at',
      'banned',
      'id',
      'password_digest',
      'user_id',
    ]
    for (const field of fields) {
      const { status, body } = await browser.post(path, { email_address: newEmail(), [field]: '{}' })
      expect([field, status, codeOf(body)]).toEqual([field, 422, 'form_param_unknown'])
    }
  })

  // Attack: metadata carries keys that turn into prototypes when it is merged.
  it('keeps no prototype keys in metadata', async () => {
    await app.services.settings.patch(app.scope, { email_address: { verify_at_sign_up: false } })
    const unsafe_metadata =
      '{"__proto__":{"admin":true},"deep":{"__proto__":{"admin":true},"kept":1},"constructor":{"prototype":{"admin":true}}}'
    const { body } = await createTestBrowser(app).post(path, {
      email_address: newEmail(),
      password: testPassword,
      unsafe_metadata,
    })
    const user = await app.services.users.get(app.scope, body.response.created_user_id)
    expect(JSON.stringify(user.unsafeMetadata)).not.toContain('__proto__')
    expect(user.unsafeMetadata.deep).toEqual({ kept: 1 })
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
    expect(Object.getPrototypeOf(user.unsafeMetadata)).toBe(Object.prototype)
  })

  it('keeps no more metadata than users may have', async () => {
    const unsafe_metadata = JSON.stringify({ text: 'x'.repeat(9000) })
    const { body } = await createTestBrowser(app).post(path, { email_address: newEmail(), unsafe_metadata })
    expect(codeOf(body)).toBe('form_param_exceeds_allowed_size')
  })

  // Attack: another browser reads or finishes the attempt.
  it('does not exist for another client', async () => {
    const emailAddress = newEmail()
    const victim = createTestBrowser(app)
    const form = { email_address: emailAddress, password: testPassword, strategy: 'email_code' }
    const { id } = (await victim.post(path, form)).body.response
    const code = await codeSentTo(app, emailAddress)
    const thief = createTestBrowser(app)
    await thief.post(path)
    expect((await thief.get(`${path}/${id}`)).status).toBe(404)
    expect(
      (await thief.tunnel('PATCH', `${path}/${id}`, { password: 'Another-horse-9-battery' })).status,
    ).toBe(404)
    expect((await thief.post(`${path}/${id}/prepare_verification`, { strategy: 'email_code' })).status).toBe(
      404,
    )
    expect(
      (await thief.post(`${path}/${id}/attempt_verification`, { strategy: 'email_code', code })).status,
    ).toBe(404)
  })

  // Attack: the own address is proven, and a victim's put in its place before or after.
  it('proves no address but the one the code was sent to', async () => {
    const own = newEmail()
    const victim = newEmail('victim')
    const browser = createTestBrowser(app)
    const form = { email_address: own, password: testPassword, strategy: 'email_code' }
    const { id } = (await browser.post(path, form)).body.response
    const code = await codeSentTo(app, own)
    await browser.tunnel('PATCH', `${path}/${id}`, { email_address: victim })
    const attempt = await browser.post(`${path}/${id}/attempt_verification`, { strategy: 'email_code', code })
    expect(codeOf(attempt.body)).toBe('verification_missing')
    await browser.tunnel('PATCH', `${path}/${id}`, { email_address: own })
    const late = await browser.post(`${path}/${id}/attempt_verification`, { strategy: 'email_code', code })
    expect(codeOf(late.body)).toBe('verification_missing')
  })

  // Attack: links lead to a stranger's site.
  it('sends no link that leads elsewhere', async () => {
    await app.services.settings.patch(app.scope, { email_address: { verify_with: ['email_link'] } })
    const emailAddress = newEmail()
    const form = {
      email_address: emailAddress,
      strategy: 'email_link',
      redirect_url: 'https://evil.example/',
    }
    const { status, body } = await createTestBrowser(app).post(path, form)
    expect([status, codeOf(body)]).toEqual([422, 'prohibited_redirect_url'])
    expect(await mailsTo(app, emailAddress)).toEqual([])
  })

  // Attack: names are shown in mails and pages, so they carry markup.
  it('lets no name write markup into a mail', async () => {
    const emailAddress = newEmail()
    const browser = createTestBrowser(app)
    const headers = { 'user-agent': '<img src=x onerror=alert(1)>' }
    await app.services.settings.patch(app.scope, { email_address: { verify_with: ['email_link'] } })
    const form = {
      email_address: emailAddress,
      strategy: 'email_link',
      redirect_url: 'http://localhost:3000/',
    }
    await browser.post(path, form, { headers })
    expect((await lastMailTo(app, emailAddress)).html).not.toContain('<img')
  })
})

describe('where existence is concealed', () => {
  async function probe(emailAddress: string): Promise<unknown[]> {
    const browser = createTestBrowser(app)
    const begun = await browser.post(path, { email_address: emailAddress, password: testPassword })
    const { id } = begun.body.response
    const answers = [[begun.status, comparable(begun.body)]]
    for (const step of [
      () => browser.post(`${path}/${id}/prepare_verification`, { strategy: 'email_code' }),
      () => browser.post(`${path}/${id}/attempt_verification`, { strategy: 'email_code', code: '000000' }),
      () => browser.get(`${path}/${id}`),
    ]) {
      const { status, body } = await step()
      answers.push([status, comparable(body)])
    }
    return answers
  }

  // Attack: sign-ups are begun to learn which addresses have accounts.
  it('goes on alike with a taken address, and tells its owner alone', async () => {
    await conceal()
    const taken = newEmail()
    await createUser(app, { emailAddress: taken })
    const free = newEmail()
    expect(await probe(taken)).toEqual(await probe(free))
    expect((await lastMailTo(app, taken)).template).toBe('account_exists')
    expect((await lastMailTo(app, taken)).text).not.toMatch(/\d{6}/)
    expect((await lastMailTo(app, free)).template).toBe('verification_code')
  })

  it('makes no second account of a taken address', async () => {
    await conceal()
    const emailAddress = newEmail('jane+clerk_test')
    await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const form = { email_address: emailAddress, password: testPassword, strategy: 'email_code' }
    const { id } = (await browser.post(path, form)).body.response
    const { body } = await browser.post(`${path}/${id}/attempt_verification`, {
      strategy: 'email_code',
      code: '424242',
    })
    expect(codeOf(body)).toBe('form_code_incorrect')
  })
})
