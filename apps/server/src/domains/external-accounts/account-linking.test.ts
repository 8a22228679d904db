/** To whom a provider's account belongs: an address counts only where it is proven on both sides. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo } from '../../testing/outgoing-mail.ts'
import {
  callbackPage,
  createSocialApp,
  donePage,
  google,
  newcomer,
  type SocialApp,
} from '../../testing/social-app.ts'
import type { TestBrowser } from '../../testing/test-browser.ts'

let app: SocialApp
let browser: TestBrowser

beforeAll(async () => {
  app = await createSocialApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  browser = app.browser()
  await app.services.settings.replace(app.scope, {})
})

const userOf = async (on: TestBrowser) => (await app.clientOf(on)).sessions[0]?.user

describe('an account whose address nobody has proven at the provider', () => {
  // Attack: the attacker writes the victim's address into a profile of theirs, and signs in with it.
  it('opens nothing; whoever it names has to prove themselves, and has it connected then', async () => {
    const identity = newcomer({ isEmailAddressVerified: false })
    const owner = await createUser(app, { emailAddress: identity.emailAddress })
    const { location, client } = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(location).toBe(callbackPage)
    expect(client.sessions).toEqual([])
    expect(client.sign_in).toMatchObject({ status: 'needs_first_factor', identifier: identity.emailAddress })
    const strategies = client.sign_in.supported_first_factors.map(
      ({ strategy }: { strategy: string }) => strategy,
    )
    expect(strategies).toContain('email_code')

    const { id } = client.sign_in
    await browser.post(`/v1/client/sign_ins/${id}/prepare_first_factor`, { strategy: 'email_code' })
    const code = await codeSentTo(app, identity.emailAddress)
    const proven = await browser.post(`/v1/client/sign_ins/${id}/attempt_first_factor`, {
      strategy: 'email_code',
      code,
    })
    expect(proven.body.response.status).toBe('complete')
    const user = await userOf(browser)
    expect(user).toMatchObject({ id: owner.id, external_accounts: [{ provider_user_id: identity.id }] })
  })

  // Attack: an address that is another mailbox's, and becomes the victim's in lower case (U+212A, the sign of kelvin, is a k).
  it('counts as such where the provider’s proof is of an address that only looks alike', async () => {
    const emailAddress = newEmail('mike')
    await createUser(app, { emailAddress })
    const alike = newcomer({ emailAddress: emailAddress.replace('mike', 'mi\u212ae') })
    const { client } = await app.goThrough(browser, 'sign_ins', google(alike))
    expect(client.sessions).toEqual([])
    expect(client.sign_in.status).toBe('needs_first_factor')
    const capitals = newcomer({ emailAddress: emailAddress.toUpperCase() })
    expect((await app.goThrough(browser, 'sign_ins', google(capitals))).client.sessions).toHaveLength(1)
  })

  it('names nobody where existence is concealed', async () => {
    await app.services.settings.patch(app.scope, { attack_protection: { enumeration_protection: true } })
    const identity = newcomer({ isEmailAddressVerified: false })
    await createUser(app, { emailAddress: identity.emailAddress })
    const { client } = await app.goThrough(browser, 'sign_ins', google(identity))
    const stranger = app.browser()
    const other = await app.goThrough(
      stranger,
      'sign_ins',
      google(newcomer({ isEmailAddressVerified: false })),
    )
    expect(client.sign_in.first_factor_verification.status).toBe('transferable')
    expect({ ...client.sign_in, id: '', abandon_at: 0, first_factor_verification: null }).toEqual({
      ...other.client.sign_in,
      ...{ id: '', abandon_at: 0, first_factor_verification: null },
    })
  })
})

describe('an account made before its owner came', () => {
  async function prepareAccount(emailAddress: string) {
    await app.services.settings.patch(app.scope, { email_address: { verify_at_sign_up: false } })
    const attacker = app.browser()
    const made = await attacker.post('/v1/client/sign_ups', {
      email_address: emailAddress,
      password: testPassword,
    })
    expect(made.body.response.status).toBe('complete')
    return { attacker, userId: made.body.response.created_user_id as string }
  }

  // Attack: pre-hijacking. An account is made with the victim's address and a password; the victim comes by a provider.
  it('keeps nothing that its maker could come back by', async () => {
    const identity = newcomer()
    const { attacker, userId } = await prepareAccount(identity.emailAddress)
    const planted = newcomer({ emailAddress: null })
    const connected = await attacker.post('/v1/me/external_accounts', {
      ...{ strategy: 'oauth_google', redirect_url: callbackPage },
    })
    const url = connected.body.response.verification.external_verification_redirect_url
    await app.comeBack(attacker, app.provider.agree(url, google(planted)))
    await attacker.post('/v1/me/email_addresses', { email_address: newEmail('planted') })

    const { location } = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(location).toBe(donePage)
    const user = await userOf(browser)
    expect(user).toMatchObject({ id: userId, password_enabled: false })
    expect(user.email_addresses).toMatchObject([
      { email_address: identity.emailAddress, verification: { status: 'verified' } },
    ])
    expect(user.external_accounts).toMatchObject([{ provider_user_id: identity.id }])
    expect((await app.clientOf(attacker)).sessions).toEqual([])

    const byPassword = await app.browser().post('/v1/client/sign_ins', {
      ...{ identifier: identity.emailAddress, password: testPassword, strategy: 'password' },
    })
    expect(byPassword.body.errors[0].code).toBe('strategy_for_user_invalid')
    const byProvider = await app.goThrough(app.browser(), 'sign_ins', google(planted))
    expect(byProvider.client.sessions).toEqual([])
  })

  it('is not entered by an address that the provider has not proven either', async () => {
    const identity = newcomer({ isEmailAddressVerified: false })
    await prepareAccount(identity.emailAddress)
    const { client } = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(client.sessions).toEqual([])
    expect(client.sign_in.status).toBe('needs_first_factor')
  })

  it('that somebody merely added an address to stays theirs, without the address', async () => {
    const identity = newcomer()
    const stranger = await createUser(app)
    const theirs = app.browser()
    await theirs.signIn(stranger)
    await theirs.post('/v1/me/email_addresses', { email_address: identity.emailAddress })
    const { client } = await app.goThrough(browser, 'sign_ups', google(identity))
    expect(client.sessions[0].user.id).not.toBe(stranger.id)
    expect((await userOf(theirs)).email_addresses).toHaveLength(1)
  })
})

describe('users who may not come in', () => {
  it.each(['ban', 'lock'] as const)('do not come in by a provider either: %s', async (how) => {
    const identity = newcomer()
    const { client } = await app.goThrough(app.browser(), 'sign_ups', google(identity))
    await app.services.users[how](app.scope, client.sessions[0].user.id)
    const refused = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(refused.client.sessions).toEqual([])
    expect(refused.client.sign_in.first_factor_verification).toMatchObject({
      status: 'failed',
      error: { code: how === 'ban' ? 'user_banned' : 'user_locked' },
    })
  })

  it('are told where they are signed in already', async () => {
    await app.services.settings.patch(app.scope, { sessions: { single_session_mode: false } })
    const identity = newcomer()
    const { client } = await app.goThrough(browser, 'sign_ups', google(identity))
    const again = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(again.client.sign_in.first_factor_verification).toMatchObject({
      status: 'failed',
      error: { code: 'identifier_already_signed_in', meta: { session_id: client.sessions[0].id } },
    })
  })

  it('may not be there yet: a closed sign-up stays closed', async () => {
    const identity = newcomer()
    const first = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(first.client.sign_in.first_factor_verification.status).toBe('transferable')
    await app.services.settings.patch(app.scope, { sign_up: { mode: 'restricted' } })
    const refused = await browser.post('/v1/client/sign_ups', { transfer: 'true' })
    expect(refused.body.errors[0].code).toBe('sign_up_mode_restricted')
  })

  it('may not give an address that is not welcome', async () => {
    await app.services.settings.patch(app.scope, { restrictions: { block_email_subaddresses: true } })
    const identity = newcomer({ emailAddress: `ada+${Math.random()}@example.com` })
    const { client } = await app.goThrough(browser, 'sign_ups', google(identity))
    expect(client.sessions).toEqual([])
    expect(client.sign_up.verifications.external_account).toMatchObject({
      status: 'failed',
      error: { code: 'not_allowed_access' },
    })
  })
})

describe('two at once', () => {
  it('with one account make one user', async () => {
    const identity = newcomer()
    const browsers = [app.browser(), app.browser(), app.browser()]
    const answers = await Promise.all(
      browsers.map(async (on) => {
        const begun = await app.begin(on, 'sign_ups')
        const url = begun.body.response.verifications.external_account.external_verification_redirect_url
        return { on, answer: app.provider.agree(url, google(identity)) }
      }),
    )
    await Promise.all(answers.map(({ on, answer }) => app.comeBack(on, answer)))
    const users = await app.services.users.count(app.scope, { emailAddresses: [identity.emailAddress] })
    expect(users).toBe(1)
    const clients = await Promise.all(browsers.map((on) => app.clientOf(on)))
    const statuses = clients.map((client) => client.sessions.length)
    expect(statuses.toSorted()).toEqual([0, 0, 1])
  })
})
