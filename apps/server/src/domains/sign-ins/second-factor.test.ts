/** Signing in with a second factor: whichever way somebody came, one proof is not enough. */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Authenticator, enableSecondFactors, setUpAuthenticator } from '../../testing/authenticator.ts'
import { createOrganization, invite } from '../../testing/factories/organizations.factory.ts'
import { createUser, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, linkSentTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createSocialApp, google, newcomer, type SocialApp } from '../../testing/social-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { ethereumWallet } from '../../testing/test-wallet.ts'
import { attemptSignIn, beginSignIn, everyWallet, fault, metamask } from '../../testing/web3-flows.ts'
import type { User } from '../users/index.ts'

const path = '/v1/client/sign_ins'
const newPassword = 'Another-horse-9-battery'
const settings = {
  email_address: { sign_in_with_link: true },
  web3: everyWallet,
  organizations: { enabled: true },
}

let app: SocialApp
let browser: TestBrowser
let user: User
let authenticator: Authenticator
const identity = { id: '', emailAddress: '' }
const wallet = ethereumWallet()

beforeAll(async () => {
  app = await createSocialApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableSecondFactors(app, settings)
  Object.assign(identity, newcomer())
  const { emailAddress } = identity
  await app.db.deleteFrom('web3_wallets').execute()
  user = await createUser(app, {
    ...{ emailAddress, password: { password: testPassword } },
    web3Wallets: [{ web3Wallet: wallet.address, verifiedBy: metamask }],
  })
  authenticator = await setUpAuthenticator(app, user)
  browser = createTestBrowser(app)
})

const begin = async (form: Record<string, string>, on = browser) =>
  (await on.post(path, form)).body.response.id as string
const attempt = (id: string, form: Record<string, string>, on = browser) =>
  on.post(`${path}/${id}/attempt_first_factor`, form)
const prove = (id: string, form: Record<string, string>, on = browser) =>
  on.post(`${path}/${id}/attempt_second_factor`, form)
const totp = (code = authenticator.nextCode()) => ({ strategy: 'totp', code })
const byPassword = () => ({ identifier: identity.emailAddress, password: testPassword })
const stateOf = async (on = browser) => (await on.get('/v1/client')).body.response

async function sendLink(): Promise<string> {
  const redirect = { redirect_url: 'http://localhost:3000/verified' }
  await begin({ identifier: identity.emailAddress, strategy: 'email_link', ...redirect })
  return await linkSentTo(app, identity.emailAddress)
}

async function proveAddress(strategy: string, more: Record<string, string> = {}): Promise<string> {
  const id = await begin({ identifier: identity.emailAddress, strategy })
  await attempt(id, { strategy, code: await codeSentTo(app, identity.emailAddress), ...more })
  return id
}

/** Every way to prove the first factor. */
const ways: [name: string, go: () => Promise<unknown>][] = [
  ['the password with the identifier', () => browser.post(path, byPassword())],
  [
    'the password afterwards',
    async () => {
      const id = await begin({ identifier: identity.emailAddress })
      await attempt(id, { strategy: 'password', password: testPassword })
    },
  ],
  ['a code sent by email', () => proveAddress('email_code')],
  ['a link sent by email', async () => browser.get(await sendLink())],
  [
    'a link confirmed on another device',
    async () => {
      const token = new URL(await sendLink(), app.publicUrl).searchParams.get('token') ?? ''
      const phone = createTestBrowser(app, { origin: app.publicUrl })
      expect((await phone.post('/v1/keywright/verify', { token })).status).toBe(303)
      expect((await stateOf(phone))?.sessions ?? []).toEqual([])
    },
  ],
  [
    'a new password after a code',
    async () => {
      const id = await proveAddress('reset_password_email_code')
      await browser.post(`${path}/${id}/reset_password`, { password: newPassword })
    },
  ],
  ['a new password with a code', () => proveAddress('reset_password_email_code', { password: newPassword })],
  [
    'a wallet',
    async () => {
      const { id, message } = await beginSignIn(browser, wallet)
      await attemptSignIn(browser, id, wallet.sign(message))
    },
  ],
  ['a provider', () => app.goThrough(browser, 'sign_ins', google(identity))],
  [
    'what a provider’s script gave the page',
    async () => {
      const token = await app.provider.idTokenOf(google(identity), 'client-of-google', null)
      await browser.post(path, { strategy: 'google_one_tap', token })
    },
  ],
  [
    'a sign-up that turned out to be a sign-in',
    async () => {
      await app.goThrough(browser, 'sign_ups', google(identity))
      await browser.post(path, { transfer: 'true' })
    },
  ],
  [
    'the ticket of an invitation',
    async () => {
      const { organization } = await createOrganization(app)
      await invite(app, organization, { emailAddress: identity.emailAddress })
      const link = await linkSentTo(app, identity.emailAddress)
      const ticket = new URL(link, app.publicUrl).searchParams.get('ticket') ?? ''
      await browser.post(path, { strategy: 'ticket', ticket })
    },
  ],
]

describe.each(ways)('%s', (name, go) => {
  it('signs nobody in by itself, and asks for the second factor', async () => {
    await go()
    const client = await stateOf()
    expect(client.sessions).toEqual([])
    expect(client.sign_in).toMatchObject({
      status: 'needs_second_factor',
      supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
      second_factor_verification: null,
      created_session_id: null,
    })
  })

  it('signs in with the second factor, and says so in session and token', async () => {
    await go()
    const { body } = await prove((await stateOf()).sign_in.id, totp())
    expect([name, body.response]).toMatchObject([
      name,
      {
        status: 'complete',
        supported_second_factors: null,
        second_factor_verification: { object: 'verification_totp', status: 'verified', strategy: 'totp' },
      },
    ])
    const [session] = body.client.sessions
    expect(session).toMatchObject({ id: body.response.created_session_id, factor_verification_age: [0, 0] })
    expect(decodeJwt<{ fva?: number[] }>(session.last_active_token.jwt).fva).toEqual([0, 0])
  })
})

describe('a sign-in token', () => {
  // The server that holds the secret key vouches for its user (wire contract 9.2).
  it('is proof enough by itself', async () => {
    const { body } = await browser.post(path, { strategy: 'ticket', ticket: await newTicket() })
    expect(body.response.status).toBe('complete')
    expect(body.client.sessions[0].factor_verification_age).toEqual([0, -1])
  })

  const newTicket = async () => {
    const made = await app.backend('post', '/v1/sign_in_tokens', { user_id: user.id })
    return ((await made.json()) as { token: string }).token
  }
})

describe('the second factor', () => {
  it('may be a backup code, once', async () => {
    const [code = ''] = authenticator.backupCodes
    const first = await prove(await begin(byPassword()), { strategy: 'backup_code', code })
    expect(first.body.response.second_factor_verification.strategy).toBe('backup_code')
    browser = createTestBrowser(app)
    const again = await prove(await begin(byPassword()), { strategy: 'backup_code', code })
    expect(fault(again)).toEqual([422, 'form_code_incorrect'])
  })

  it('remembers the first one as the way somebody signed in', async () => {
    const { body } = await prove(await begin(byPassword()), totp())
    expect(body.client.last_authentication_strategy).toBe('password')
  })

  it('counts from when each was proven', async () => {
    const id = await begin(byPassword())
    app.clock.advance(5 * 60_000)
    const { body } = await prove(id, totp())
    expect(body.client.sessions[0].factor_verification_age).toEqual([5, 0])
  })

  it('has nothing to prepare, and is none of the strategies that the user does not have', async () => {
    const id = await begin(byPassword())
    const prepare = (strategy: string) => browser.post(`${path}/${id}/prepare_second_factor`, { strategy })
    expect(fault(await prepare('totp'))).toEqual([400, 'verification_strategy_invalid'])
    expect(fault(await prepare('phone_code'))).toEqual([400, 'strategy_for_user_invalid'])
    expect(fault(await prove(id, { strategy: 'phone_code', code: '123456' }))).toEqual([
      400,
      'strategy_for_user_invalid',
    ])
    expect(fault(await prove(id, { strategy: 'totp' }))).toEqual([422, 'form_param_missing'])
  })

  it('is not asked for where the instance has none, and waits in vain where it was switched off meanwhile', async () => {
    const id = await begin(byPassword())
    await enableSecondFactors(app, { ...settings, authenticator_app: { enabled: false } })
    expect(fault(await prove(id, totp()))).toEqual([400, 'no_second_factors'])
    expect((await browser.post(path, byPassword())).body.response.status).toBe('complete')
  })

  it('is not asked of an account from which it was taken', async () => {
    await app.backend('delete', `/v1/users/${user.id}/mfa`)
    expect((await browser.post(path, byPassword())).body.response.status).toBe('complete')
  })

  it('leads on into the organization of the invitation', async () => {
    const { organization } = await createOrganization(app)
    await invite(app, organization, { emailAddress: identity.emailAddress })
    const link = await linkSentTo(app, identity.emailAddress)
    const ticket = new URL(link, app.publicUrl).searchParams.get('ticket') ?? ''
    const { body } = await prove(await begin({ strategy: 'ticket', ticket }), totp())
    expect(body.client.sessions[0].last_active_organization_id).toBe(organization.id)
  })

  it('is told of to nobody who has not proven the first', async () => {
    const { body } = await browser.post(path, { identifier: identity.emailAddress })
    expect(body.response.supported_second_factors).toBeNull()
    const wrong = { identifier: identity.emailAddress, password: 'wrong' }
    expect(fault(await browser.post(path, wrong))).toEqual([422, 'form_password_incorrect'])
  })
})

describe('attacks on the second factor', () => {
  const wrong = { strategy: 'totp', code: 'abcdef' }

  // The attack: the thief knows the password, and tries codes without the first step, or before it.
  it('cannot be given before the first', async () => {
    const id = await begin({ identifier: identity.emailAddress })
    expect(fault(await prove(id, totp()))).toEqual([400, 'client_state_invalid'])
    expect((await stateOf()).sign_in.status).toBe('needs_first_factor')
  })

  // The attack: a code that was looked at is given again, by another browser.
  it('counts a code once, also over several attempts', async () => {
    const code = authenticator.nextCode()
    expect((await prove(await begin(byPassword()), totp(code))).status).toBe(200)
    browser = createTestBrowser(app)
    expect(fault(await prove(await begin(byPassword()), totp(code)))).toEqual([422, 'form_code_incorrect'])
  })

  it('counts a code once, however many give it together', async () => {
    const browsers = Array.from({ length: 5 }, () => createTestBrowser(app))
    const ids = await Promise.all(browsers.map((one) => begin(byPassword(), one)))
    const code = authenticator.nextCode()
    const answers = await Promise.all(browsers.map((one, index) => prove(ids[index] ?? '', totp(code), one)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('ends once, however often it is proven together', async () => {
    const id = await begin(byPassword())
    const codes = authenticator.backupCodes.slice(0, 4)
    const answers = await Promise.all(codes.map((code) => prove(id, { strategy: 'backup_code', code })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await stateOf()).sessions).toHaveLength(1)
  })

  // The attack: give the right password between guesses, so that they are forgotten.
  it('locks after too many wrong codes, whatever is right in between', async () => {
    await app.services.settings.patch(app.scope, { attack_protection: { user_lockout: { max_attempts: 3 } } })
    expect(fault(await prove(await begin(byPassword()), wrong))).toEqual([422, 'form_code_incorrect'])
    expect(fault(await prove(await begin(byPassword()), wrong))).toEqual([422, 'form_code_incorrect'])
    const id = await begin(byPassword())
    expect(fault(await prove(id, { strategy: 'backup_code', code: 'x' }))).toEqual([403, 'user_locked'])
    expect(fault(await prove(id, totp()))).toEqual([403, 'user_locked'])
    const [code = ''] = authenticator.backupCodes
    expect(fault(await prove(id, { strategy: 'backup_code', code }))).toEqual([403, 'user_locked'])
  })

  it('bounds wrong codes where nobody is locked, and the right one with them', async () => {
    await app.services.settings.patch(app.scope, { attack_protection: { user_lockout: { enabled: false } } })
    const id = await begin(byPassword())
    for (let count = 0; count < 20; count += 1) await prove(id, wrong)
    expect(fault(await prove(id, totp()))).toEqual([429, 'too_many_requests'])
    const [code = ''] = authenticator.backupCodes
    expect((await prove(id, { strategy: 'backup_code', code })).status).toBe(200)
  })

  // The attack: somebody else's attempt is finished from another browser.
  it('of another client’s attempt does not exist', async () => {
    const id = await begin(byPassword())
    const thief = createTestBrowser(app)
    await thief.post(path)
    expect(fault(await prove(id, totp(), thief))).toEqual([404, 'resource_not_found'])
  })

  // The attack: the second factor of the thief's own account on the victim's attempt.
  it('is that of the account that is signed in to', async () => {
    const own = await setUpAuthenticator(app, await createUser(app))
    const id = await begin(byPassword())
    expect(fault(await prove(id, totp(own.nextCode())))).toEqual([422, 'form_code_incorrect'])
    const [code = ''] = own.backupCodes
    expect(fault(await prove(id, { strategy: 'backup_code', code }))).toEqual([422, 'form_code_incorrect'])
  })

  // The attack: whoever reads the mailbox chooses a password, to lock the owner out or to use it elsewhere.
  it('guards the new password: without it the old one stays', async () => {
    const id = await proveAddress('reset_password_email_code')
    const other = createTestBrowser(app)
    await other.signIn(user)
    const form = { password: newPassword, sign_out_of_other_sessions: 'true' }
    await browser.post(`${path}/${id}/reset_password`, form)
    expect((await stateOf(other)).sessions).toHaveLength(1)
    const fresh = createTestBrowser(app)
    expect((await fresh.post(path, byPassword())).body.response.status).toBe('needs_second_factor')
    expect((await mailsTo(app, identity.emailAddress)).map(({ template }) => template)).not.toContain(
      'password_changed',
    )
    expect((await prove(id, totp())).body.response.status).toBe('complete')
    expect((await stateOf(other)).sessions).toEqual([])
    const old = await createTestBrowser(app).post(path, byPassword())
    expect(fault(old)).toEqual([422, 'form_password_incorrect'])
    expect((await mailsTo(app, identity.emailAddress))[0]?.template).toBe('password_changed')
  })

  // The attack: the password was stolen and changed; the thief is still half signed in with it.
  it('does not save a password that was replaced since it was given', async () => {
    const id = await begin(byPassword())
    app.clock.advance(1000)
    await app.backend('patch', `/v1/users/${user.id}`, { password: newPassword })
    expect(fault(await prove(id, totp()))).toEqual([400, 'client_state_invalid'])
  })

  it('lets in nobody who was banned meanwhile', async () => {
    const id = await begin(byPassword())
    await app.backend('post', `/v1/users/${user.id}/ban`)
    expect(fault(await prove(id, totp()))).toEqual([403, 'user_banned'])
  })

  // The attack: a token planted before, or stolen during, the sign-in.
  it('gives the browser a new token at its end', async () => {
    const id = await begin(byPassword())
    const before = browser.jar.get(browser.clientCookie)
    await prove(id, totp())
    expect(browser.jar.get(browser.clientCookie)).not.toBe(before)
  })

  it('shows nothing of an account where existence is concealed, before the first factor is proven', async () => {
    await app.services.settings.patch(app.scope, { attack_protection: { enumeration_protection: true } })
    const shape = async (identifier: string) => {
      const { status, body } = await createTestBrowser(app).post(path, { identifier, password: 'wrong' })
      return [status, body.errors[0].code]
    }
    expect(await shape(identity.emailAddress)).toEqual(await shape('nobody@example.com'))
    expect((await browser.post(path, byPassword())).body.response).toMatchObject({
      status: 'needs_second_factor',
      user_data: null,
    })
  })
})
