import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, mailsTo, otherCode } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { createTransferBrowser } from '../../testing/transfer-browser.ts'

const path = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
afterEach(async () => {
  await app.services.settings.replace(app.scope, {}, { destructive: true })
})

const configure = (settings: Record<string, unknown>) => app.services.settings.patch(app.scope, settings)
const conceal = () => configure({ attack_protection: { enumeration_protection: true } })

async function someone() {
  const emailAddress = newEmail()
  const user = await createUser(app, { emailAddress, password: { password: testPassword } })
  return { emailAddress, user }
}

const attempt = (browser: TestBrowser, id: string, form: Record<string, string>) =>
  browser.post(`${path}/${id}/attempt_first_factor`, form)

/** What an answer says beside what differs from call to call anyway. */
function comparable(body: object): unknown {
  const hide = /"(id|clerk_trace_id|email_address_id|identifier|safe_identifier|[a-z_]+_at)":("[^"]*"|\d+)/g
  return JSON.parse(JSON.stringify(body).replaceAll(hide, '"$1":"…"'))
}

describe('somebody else’s attempt', () => {
  // Attack: an attempt's id is known, from a log or a shoulder, and used from another browser.
  it('does not exist for another client, whatever is asked of it', async () => {
    const { emailAddress } = await someone()
    const victim = createTestBrowser(app)
    const { id } = (await victim.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    const code = await codeSentTo(app, emailAddress)
    const thief = createTestBrowser(app)
    await thief.post(path)
    for (const [step, form] of [
      ['attempt_first_factor', { strategy: 'email_code', code }],
      ['attempt_first_factor', { strategy: 'password', password: testPassword }],
      ['prepare_first_factor', { strategy: 'email_code' }],
      ['reset_password', { password: 'Another-horse-9-battery' }],
      ['attempt_second_factor', { strategy: 'totp', code }],
    ] as const) {
      const { status, body } = await thief.post(`${path}/${id}/${step}`, form)
      expect([step, status, codeOf(body)]).toEqual([step, 404, 'resource_not_found'])
    }
    expect((await attempt(createTestBrowser(app), id, { strategy: 'email_code', code })).status).toBe(404)
    expect((await attempt(victim, id, { strategy: 'email_code', code })).body.response.status).toBe(
      'complete',
    )
  })

  // Attack: the code of an own account is used on an attempt for a victim's account, and the other way round.
  it('takes no code of another attempt', async () => {
    const [own, victim] = [await someone(), await someone()]
    const browser = createTestBrowser(app)
    await browser.post(path, { identifier: own.emailAddress, strategy: 'email_code' })
    const ownCode = await codeSentTo(app, own.emailAddress)
    const { id } = (await browser.post(path, { identifier: victim.emailAddress, strategy: 'email_code' }))
      .body.response
    if (ownCode === (await codeSentTo(app, victim.emailAddress))) return
    expect(codeOf((await attempt(browser, id, { strategy: 'email_code', code: ownCode })).body)).toBe(
      'form_code_incorrect',
    )
  })

  // Attack: a code asked for to sign in is used to replace the password.
  it('takes no code of another strategy', async () => {
    const { emailAddress } = await someone()
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    const code = await codeSentTo(app, emailAddress)
    const form = { strategy: 'reset_password_email_code', code }
    expect(codeOf((await attempt(browser, id, form)).body)).toBe('verification_missing')
  })

  // Attack: the address of another account is named to be sent the code to.
  it('sends to no address but the account’s own', async () => {
    const [own, victim] = [await someone(), await someone()]
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: victim.emailAddress })).body.response
    const form = { strategy: 'email_code', email_address_id: own.user.emailAddresses[0]?.id ?? '' }
    expect(codeOf((await browser.post(`${path}/${id}/prepare_first_factor`, form)).body)).toBe(
      'strategy_for_user_invalid',
    )
    expect(await mailsTo(app, own.emailAddress)).toEqual([])
  })

  // Attack (pre-hijacking): an account is made with a victim's address, unproven; the victim signs in to it by code.
  it('sends no code to an address that was never proven', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emails: [{ emailAddress }], password: { password: testPassword } })
    const { body } = await createTestBrowser(app).post(path, {
      identifier: emailAddress,
      strategy: 'email_code',
    })
    expect(codeOf(body)).toMatch(/^(strategy_for_user_invalid|form_identifier_not_found)$/)
    expect(await mailsTo(app, emailAddress)).toEqual([])
  })

  it('is not opened from another instance', async () => {
    const { emailAddress } = await someone()
    const { id } = (await createTestBrowser(app).post(path, { identifier: emailAddress })).body.response
    const other = await app.otherInstance('attacks-other')
    const browser = createTestBrowser(app, { instance: other.instance })
    expect(
      codeOf((await browser.post(path, { identifier: emailAddress, password: testPassword })).body),
    ).toBe('form_identifier_not_found')
    await browser.post(path)
    expect((await browser.get(`${path}/${id}`)).status).toBe(404)
  })
})

describe('guessing', () => {
  // Attack: new codes are asked for without end, three guesses each.
  it('codes locks the account, however many codes were asked for', async () => {
    const { emailAddress } = await someone()
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: emailAddress })).body.response
    const codes: (string | undefined)[] = []
    for (let round = 0; round < 4; round += 1) {
      await browser.post(`${path}/${id}/prepare_first_factor`, { strategy: 'email_code' })
      const right = await codeSentTo(app, emailAddress)
      for (let count = 0; count < 3; count += 1) {
        codes.push(
          codeOf((await attempt(browser, id, { strategy: 'email_code', code: otherCode(right) })).body),
        )
      }
    }
    expect(codes.indexOf('user_locked')).toBe(9)
    const late = await attempt(browser, id, {
      strategy: 'email_code',
      code: await codeSentTo(app, emailAddress),
    })
    expect(codeOf(late.body)).toBe('user_locked')
  })

  // Attack: many passwords at once, before any of them is counted.
  it('passwords all at once counts every one of them', async () => {
    const { emailAddress, user } = await someone()
    await Promise.all(
      Array.from({ length: 12 }, () =>
        createTestBrowser(app).post(path, { identifier: emailAddress, password: 'wrong-password' }),
      ),
    )
    const right = await createTestBrowser(app).post(path, {
      identifier: emailAddress,
      password: testPassword,
    })
    expect(codeOf(right.body)).toBe('user_locked')
    expect((await app.services.users.get(app.scope, user.id)).lockedAt).not.toBeNull()
  })
})

describe('where existence is concealed', () => {
  /** Goes through a whole attempt with one identifier and tells all answers. */
  async function probe(identifier: string): Promise<unknown[]> {
    const browser = createTestBrowser(app)
    const begun = await browser.post(path, { identifier })
    const { id } = begun.body.response
    const steps = [
      () => attempt(browser, id, { strategy: 'password', password: 'wrong-password' }),
      () => browser.post(`${path}/${id}/prepare_first_factor`, { strategy: 'email_code' }),
      () => attempt(browser, id, { strategy: 'email_code', code: '000000' }),
      () => browser.post(`${path}/${id}/prepare_first_factor`, { strategy: 'reset_password_email_code' }),
      () => attempt(browser, id, { strategy: 'reset_password_email_code', code: '000000' }),
      () => browser.get(`${path}/${id}`),
      () => browser.post(path, { identifier, password: 'wrong-password' }),
    ]
    const answers = [[begun.status, comparable(begun.body)]]
    for (const step of steps) {
      const { status, body } = await step()
      answers.push([status, comparable(body)])
    }
    return answers
  }

  // Attack: addresses are tried one after the other to learn who has an account.
  it('answers alike for an account, one without a password, a banned one, a locked one, and none', async () => {
    await conceal()
    const known = await someone()
    const withoutPassword = newEmail()
    await createUser(app, { emailAddress: withoutPassword })
    const banned = await someone()
    await app.services.users.ban(app.scope, banned.user.id)
    const locked = await someone()
    await app.services.users.lock(app.scope, locked.user.id)
    const stranger = await probe(newEmail())
    for (const identifier of [
      known.emailAddress,
      withoutPassword,
      banned.emailAddress,
      locked.emailAddress,
    ]) {
      expect(await probe(identifier)).toEqual(stranger)
    }
  })

  it('still lets the owner in, tells them alone of a ban, and sends strangers nothing', async () => {
    await conceal()
    const { emailAddress } = await someone()
    const done = await createTestBrowser(app).post(path, { identifier: emailAddress, password: testPassword })
    expect(done.body.response.status).toBe('complete')
    const banned = await someone()
    await app.services.users.ban(app.scope, banned.user.id)
    const told = await createTestBrowser(app).post(path, {
      identifier: banned.emailAddress,
      password: testPassword,
    })
    expect(codeOf(told.body)).toBe('user_banned')
    const nobody = newEmail()
    await createTestBrowser(app).post(path, { identifier: nobody, strategy: 'email_code' })
    expect(await mailsTo(app, nobody)).toEqual([])
  })

  // Attack: a locked account is guessed at, and the right password is seen to be right by its answer.
  it('tells nothing of a right password while the account is locked', async () => {
    await conceal()
    const { emailAddress, user } = await someone()
    await app.services.users.lock(app.scope, user.id)
    const right = await createTestBrowser(app).post(path, {
      identifier: emailAddress,
      password: testPassword,
    })
    expect(codeOf(right.body)).toBe('form_password_or_identifier_incorrect')
  })

  it('names addresses by ids that are no addresses’ ids', async () => {
    await conceal()
    const { emailAddress, user } = await someone()
    const factorsOf = async (identifier: string) => {
      const { body } = await createTestBrowser(app).post(path, { identifier })
      return body.response.supported_first_factors.map(
        (factor: { email_address_id?: string }) => factor.email_address_id,
      )
    }
    const [, known] = await factorsOf(emailAddress)
    expect(known).toMatch(/^idn_\w{27}$/)
    expect(known).not.toBe(user.emailAddresses[0]?.id)
    expect((await factorsOf(emailAddress))[1]).toBe(known)
    expect((await factorsOf(newEmail()))[1]).toMatch(/^idn_\w{27}$/)
  })

  // Attack: the time of an answer tells what its text does not.
  it('takes the same class of time for an account and for none', { retry: 2 }, async () => {
    await conceal()
    const { emailAddress } = await someone()
    const time = async (identifier: string) => {
      const browser = createTestBrowser(app)
      const startedAt = performance.now()
      await browser.post(path, { identifier, password: 'wrong-password' })
      return performance.now() - startedAt
    }
    await time(newEmail())
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let round = 0; round < 7; round += 1) {
      known.push(await time(emailAddress))
      unknown.push(await time(newEmail()))
    }
    // Whatever else the machine does only adds: the shortest times are the ones that tell.
    expect(Math.min(...known)).toBeGreaterThan(195)
    expect(Math.abs(Math.min(...known) - Math.min(...unknown))).toBeLessThan(120)
  })
})

describe('without concealment', () => {
  it('a stranger’s password still costs a hash where an attempt exists', async () => {
    const emailAddress = newEmail()
    const browser = createTestBrowser(app)
    const form = { identifier: emailAddress, sign_up_if_missing: 'true' }
    const { id } = (await browser.post(path, form)).body.response
    expect(codeOf((await attempt(browser, id, { strategy: 'password', password: testPassword })).body)).toBe(
      'strategy_for_user_invalid',
    )
  })

  // Attack: an address that was not proven is carried over into a sign-up.
  it('nothing unproven can be carried over into a sign-up', async () => {
    const browser = createTestBrowser(app)
    const emailAddress = newEmail('victim')
    await browser.post(path, { identifier: emailAddress, strategy: 'email_code', sign_up_if_missing: 'true' })
    expect(codeOf((await browser.post('/v1/client/sign_ups', { transfer: 'true' })).body)).toBe(
      'account_transfer_invalid',
    )
    expect(codeOf((await browser.post(path, { transfer: 'true' })).body)).toBe('account_transfer_invalid')
  })

  // Attack: one proof makes two accounts, or is carried over from a finished attempt.
  it('a proof is carried over once, even by two requests at once', async () => {
    const browser = createTransferBrowser(app)
    const emailAddress = newEmail()
    const form = { identifier: emailAddress, strategy: 'email_code', sign_up_if_missing: 'true' }
    const { id } = (await browser.post(path, form)).body.response
    await attempt(browser, id, { strategy: 'email_code', code: await codeSentTo(app, emailAddress) })
    const carry = () => browser.post('/v1/client/sign_ups', { transfer: 'true' })
    const answers = await Promise.all([carry(), carry(), carry()])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(codeOf((await carry()).body)).toBe('account_transfer_invalid')
  })

  // Attack: the owner of a proven stranger's address signs in to an account that was made in between.
  it('a stranger’s proof opens no account', async () => {
    const browser = createTransferBrowser(app)
    const emailAddress = newEmail()
    const form = { identifier: emailAddress, strategy: 'email_code', sign_up_if_missing: 'true' }
    const { id } = (await browser.post(path, form)).body.response
    await createUser(app, { emailAddress })
    const { body } = await attempt(browser, id, {
      strategy: 'email_code',
      code: await codeSentTo(app, emailAddress),
    })
    expect(body.response).toMatchObject({ status: 'needs_first_factor', created_session_id: null })
    expect(body.client.sessions).toEqual([])
    expect(codeOf((await browser.post('/v1/client/sign_ups', { transfer: 'true' })).body)).toBe(
      'form_identifier_exists',
    )
  })
})

describe('fields nobody asked for', () => {
  // Attack (mass assignment): state is set from outside.
  it('are refused', async () => {
    const { emailAddress, user } = await someone()
    const browser = createTestBrowser(app)
    for (const field of ['status', 'user_id', 'created_session_id', 'client_id', 'instance_id']) {
      const { status, body } = await browser.post(path, { identifier: emailAddress, [field]: user.id })
      expect([field, status, codeOf(body)]).toEqual([field, 422, 'form_param_unknown'])
    }
  })
})
