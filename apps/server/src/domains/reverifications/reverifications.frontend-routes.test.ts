import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import { createOrganization } from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { otherCode } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Session } from '../sessions/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User
let session: Session

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await configure({})
  browser = createTestBrowser(app)
  user = await createUser(app, { password: { password: testPassword } })
  session = await browser.signIn(user)
  app.clock.advance(11 * 60_000)
})

async function configure(settings: Record<string, unknown>): Promise<void> {
  const all = { sessions: { reverification: true }, ...settings }
  await app.services.settings.replace(app.scope, all, { destructive: true })
}

const verify = (action: string, form: Record<string, string>, on = browser) =>
  on.post(`/v1/client/sessions/${session.id}/verify${action}`, form)
const start = (level = 'first_factor') => verify('', { level })
const codeSent = async () => {
  const [mail] = await app.services.messages.listInbox(app.instance.id, {
    to: user.emailAddresses[0]?.emailAddress ?? '',
  })
  return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? ''
}

const ownOrganization = async () => (await createOrganization(app, { createdBy: user.id })).organization.id

/** Everything that a stranger at an open session must not do. */
const sensitive = [
  [
    'changing the password',
    () =>
      browser.post('/v1/me/change_password', {
        current_password: testPassword,
        new_password: 'Another-password-7',
      }),
  ],
  ['removing the password', () => browser.post('/v1/me/remove_password', { current_password: testPassword })],
  ['adding an address', () => browser.post('/v1/me/email_addresses', { email_address: newEmail() })],
  [
    'removing an address',
    () => browser.tunnel('DELETE', `/v1/me/email_addresses/${user.primaryEmailAddressId}`),
  ],
  ['changing the username', () => browser.tunnel('PATCH', '/v1/me', { username: `name_${Date.now()}` })],
  ['ending another session', () => browser.post('/v1/me/sessions/sess_other/revoke')],
  ['deleting the account', () => browser.tunnel('DELETE', '/v1/me')],
  [
    'deleting an organization',
    async () => browser.tunnel('DELETE', `/v1/organizations/${await ownOrganization()}`),
  ],
  [
    'leaving an organization',
    async () => browser.tunnel('DELETE', `/v1/me/organization_memberships/${await ownOrganization()}`),
  ],
] as const

describe('what is sensitive', () => {
  it.each(sensitive)('asks for a recent proof: %s', async (_name, act) => {
    await configure({
      username: { enabled: true },
      password: { required: false },
      email_address: { required: false },
      organizations: { enabled: true },
    })
    expect(fault(await act())).toEqual([403, 'session_reverification_required'])
    await start()
    expect(
      (await verify('/attempt_first_factor', { strategy: 'password', password: testPassword })).status,
    ).toBe(200)
    expect(fault(await act())[1]).not.toBe('session_reverification_required')
  })

  it('goes without where the instance does not ask for it', async () => {
    await configure({ sessions: { reverification: false } })
    expect((await browser.post('/v1/me/email_addresses', { email_address: newEmail() })).status).toBe(200)
  })

  it('goes without for ten minutes after the sign-in', async () => {
    const fresh = createTestBrowser(app)
    await fresh.signIn(user)
    app.clock.advance(10 * 60_000)
    expect((await fresh.post('/v1/me/email_addresses', { email_address: newEmail() })).status).toBe(200)
    app.clock.advance(1000)
    expect(fault(await fresh.post('/v1/me/email_addresses', { email_address: newEmail() }))).toEqual([
      403,
      'session_reverification_required',
    ])
  })

  it('never goes without in a session that began without a proof', async () => {
    const fresh = createTestBrowser(app)
    await fresh.signIn(user, { firstFactorVerifiedAt: null })
    expect(fault(await fresh.post('/v1/me/email_addresses', { email_address: newEmail() }))[0]).toBe(403)
  })
})

describe('reverification', () => {
  it('offers what the user has, and falls back to the first factor', async () => {
    const { body } = await start('multi_factor')
    expect(body.response).toMatchObject({
      object: 'session_reverification',
      status: 'needs_first_factor',
      level: 'first_factor',
      session: { id: session.id, user: { id: user.id } },
      supported_second_factors: null,
      first_factor_verification: null,
      second_factor_verification: null,
    })
    expect(body.response.supported_first_factors).toEqual([
      { strategy: 'password' },
      {
        strategy: 'email_code',
        email_address_id: user.primaryEmailAddressId,
        safe_identifier: expect.not.stringContaining(user.emailAddresses[0]?.emailAddress ?? ''),
        primary: true,
      },
    ])
  })

  it('by password makes the session’s proof recent, in its next token, too', async () => {
    const tokenPath = `/v1/client/sessions/${session.id}/tokens`
    const ageOf = async () => {
      const { jwt } = (await browser.post(tokenPath)).body
      return JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString()).fva
    }
    expect(await ageOf()).toEqual([11, -1])
    await start()
    const { body } = await verify('/attempt_first_factor', { strategy: 'password', password: testPassword })
    expect(body.response).toMatchObject({
      status: 'complete',
      session: { factor_verification_age: [0, -1] },
      first_factor_verification: { status: 'verified', strategy: 'password' },
    })
    expect(body.client.sessions[0].factor_verification_age).toEqual([0, -1])
    expect(await ageOf()).toEqual([0, -1])
  })

  it('by code needs the one that was sent for it', async () => {
    await start()
    const prepared = await verify('/prepare_first_factor', {
      strategy: 'email_code',
      email_address_id: user.primaryEmailAddressId ?? '',
    })
    expect(prepared.body.response.first_factor_verification).toMatchObject({
      status: 'unverified',
      strategy: 'email_code',
    })
    const attempt = (code: string) => verify('/attempt_first_factor', { strategy: 'email_code', code })
    expect(fault(await attempt('000001'))).toEqual([422, 'form_code_incorrect'])
    expect((await attempt(await codeSent())).body.response.status).toBe('complete')
  })

  // The attack: guess the password of an open session.
  it('counts wrong passwords, and locks', async () => {
    await configure({ attack_protection: { user_lockout: { max_attempts: 2 } } })
    await start()
    const attempt = (password: string) => verify('/attempt_first_factor', { strategy: 'password', password })
    expect(fault(await attempt('wrong'))).toEqual([422, 'form_password_incorrect'])
    expect(fault(await attempt('wrong'))).toEqual([403, 'user_locked'])
    expect(fault(await attempt(testPassword))).toEqual([403, 'user_locked'])
  })

  // The attack: guess codes at an open session, asking for new ones all the time.
  it('counts wrong codes like wrong passwords, and locks', async () => {
    await configure({ attack_protection: { user_lockout: { max_attempts: 3 } } })
    await start()
    const attempt = (code: string) => verify('/attempt_first_factor', { strategy: 'email_code', code })
    await verify('/prepare_first_factor', { strategy: 'email_code' })
    const wrong = otherCode(await codeSent())
    const password = { strategy: 'password', password: 'wrong' }
    expect(fault(await attempt(wrong))).toEqual([422, 'form_code_incorrect'])
    expect(fault(await verify('/attempt_first_factor', password))).toEqual([422, 'form_password_incorrect'])
    expect(fault(await attempt(wrong))).toEqual([403, 'user_locked'])
    expect(fault(await attempt(await codeSent()))).toEqual([403, 'user_locked'])
    // What was counted here keeps them out of a sign-in, too.
    const signIn = { identifier: user.emailAddresses[0]?.emailAddress ?? '', password: testPassword }
    expect(fault(await createTestBrowser(app).post('/v1/client/sign_ins', signIn))).toEqual([
      403,
      'user_locked',
    ])
  })

  it('counts no code that is merely too late', async () => {
    await configure({ attack_protection: { user_lockout: { max_attempts: 1 } } })
    await start()
    await verify('/prepare_first_factor', { strategy: 'email_code' })
    const code = await codeSent()
    app.clock.advance(11 * 60_000)
    const late = await verify('/attempt_first_factor', { strategy: 'email_code', code })
    expect(fault(late)[1]).toBe('verification_expired')
    expect((await app.services.users.get(app.scope, user.id)).lockedAt).toBeNull()
  })

  it('has to be started, and is over once it is complete', async () => {
    const attempt = () => verify('/attempt_first_factor', { strategy: 'password', password: testPassword })
    expect(fault(await attempt())).toEqual([400, 'session_reverification_missing'])
    await start()
    await attempt()
    expect(fault(await attempt())).toEqual([400, 'session_reverification_missing'])
    expect(fault(await verify('/prepare_first_factor', { strategy: 'email_code' }))).toEqual([
      400,
      'session_reverification_missing',
    ])
  })

  it.each(['phone_code', 'passkey'])('refuses %s, which the user does not have', async (strategy) => {
    await start()
    expect(fault(await verify('/prepare_first_factor', { strategy }))).toEqual([
      400,
      'strategy_for_user_invalid',
    ])
  })

  // The attack: prove oneself in one's own session, and make somebody else's recent.
  it('of somebody else’s session is refused like that of none', async () => {
    const thief = createTestBrowser(app)
    await thief.signIn(await createUser(app, { password: { password: testPassword } }))
    for (const [action, form] of [
      ['', { level: 'first_factor' }],
      ['/prepare_first_factor', { strategy: 'email_code' }],
      ['/attempt_first_factor', { strategy: 'password', password: testPassword }],
    ] as const) {
      expect(fault(await verify(action, form, thief))).toEqual([404, 'session_not_found'])
    }
  })
})
