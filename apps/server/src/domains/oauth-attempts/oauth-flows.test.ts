import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import {
  authorizationUrlOf,
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
beforeEach(() => {
  browser = app.browser()
})

describe('signing up with a provider', () => {
  it('asks for the account with PKCE, state and nonce, and makes the user of what it says', async () => {
    const identity = newcomer()
    const { begun, location, client } = await app.goThrough(browser, 'sign_ups', google(identity))
    const url = new URL(authorizationUrlOf(begun.body.response))
    expect(url.origin + url.pathname).toBe('https://accounts.google.com/o/oauth2/v2/auth')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'client-of-google',
      redirect_uri: 'http://localhost:3900/v1/oauth_callback',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      access_type: 'offline',
    })
    expect(location).toBe(donePage)
    expect(client.sessions).toHaveLength(1)
    expect(client.last_authentication_strategy).toBe('oauth_google')
    const [{ user }] = client.sessions
    expect(user).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
    expect(user.email_addresses).toMatchObject([
      {
        email_address: identity.emailAddress,
        verification: {
          status: 'verified',
          strategy: 'from_oauth_google',
          object: 'verification_from_oauth',
        },
      },
    ])
    expect(user.external_accounts).toMatchObject([
      {
        object: 'google_account',
        provider: 'oauth_google',
        provider_user_id: identity.id,
        email_address_verified: true,
        approved_scopes: 'openid email profile',
        verification: { status: 'verified', strategy: 'oauth_google' },
      },
    ])
  })

  it('asks for what the provider does not say', async () => {
    const { location, client } = await app.goThrough(browser, 'sign_ups', {
      provider: 'github',
      identity: newcomer({ emailAddress: null }),
    })
    expect(location).toBe(callbackPage)
    expect(client.sign_up).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['email_address'],
    })
    expect(client.sign_up.verifications.external_account.status).toBe('verified')
    const given = await browser.tunnel('PATCH', `/v1/client/sign_ups/${client.sign_up.id}`, {
      email_address: newEmail(),
    })
    expect(given.body.response.unverified_fields).toEqual(['email_address'])
  })

  it('asks for a code where the provider has not seen that the address is theirs', async () => {
    const identity = newcomer({ isEmailAddressVerified: false })
    const { client } = await app.goThrough(browser, 'sign_ups', google(identity))
    expect(client.sign_up).toMatchObject({
      status: 'missing_requirements',
      missing_fields: [],
      unverified_fields: ['email_address'],
      email_address: identity.emailAddress,
    })
  })

  it('leads somebody who has an account to sign in, and signs them in', async () => {
    const identity = newcomer()
    await app.goThrough(browser, 'sign_ups', google(identity))
    browser = app.browser()
    const { location, client } = await app.goThrough(browser, 'sign_ups', google(identity))
    expect(location).toBe(callbackPage)
    expect(client.sign_up.verifications.external_account).toMatchObject({
      status: 'transferable',
      error: { code: 'external_account_exists' },
    })
    const carried = await browser.post('/v1/client/sign_ins', { transfer: 'true' })
    expect(carried.body.response.status).toBe('complete')
    expect(carried.body.client.sessions).toHaveLength(1)
    const again = await app.browser().post('/v1/client/sign_ins', { transfer: 'true' })
    expect(again.body.errors[0].code).toBe('account_transfer_invalid')
  })
})

describe('signing in with a provider', () => {
  it('signs in whoever has connected the account, whatever their address is by now', async () => {
    const identity = newcomer()
    await app.goThrough(browser, 'sign_ups', google(identity))
    browser = app.browser()
    const { location, client } = await app.goThrough(
      browser,
      'sign_ins',
      google({ ...identity, emailAddress: newEmail('moved') }),
    )
    expect(location).toBe(donePage)
    expect(client.sessions[0].user.email_addresses).toMatchObject([{ email_address: identity.emailAddress }])
  })

  it('leads a stranger to sign up, who need not ask the provider again', async () => {
    const identity = newcomer()
    const { location, client } = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(location).toBe(callbackPage)
    expect(client.sign_in.first_factor_verification).toMatchObject({
      status: 'transferable',
      error: { code: 'external_account_not_found' },
    })
    const carried = await browser.post('/v1/client/sign_ups', { transfer: 'true' })
    expect(carried.body.response).toMatchObject({ status: 'complete' })
    expect(carried.body.response.verifications.external_account.error ?? null).toBeNull()
    expect(carried.body.client.sessions[0].user.external_accounts).toMatchObject([
      { provider_user_id: identity.id },
    ])
    const twice = await browser.post('/v1/client/sign_ups', { transfer: 'true' })
    expect(twice.body.errors[0].code).toMatch(/account_transfer_invalid|session_exists/)
  })

  it('connects the account where the address is proven on both sides', async () => {
    const identity = newcomer()
    const user = await createUser(app, { emailAddress: identity.emailAddress })
    const { location, client } = await app.goThrough(browser, 'sign_ins', google(identity))
    expect(location).toBe(donePage)
    expect(client.sessions[0].user.id).toBe(user.id)
    expect(client.sessions[0].user.external_accounts).toHaveLength(1)
  })

  it('tells the page what the provider refused, and takes no harm', async () => {
    const begun = await app.begin(browser, 'sign_ins')
    const back = await app.comeBack(browser, app.provider.deny(authorizationUrlOf(begun.body.response)))
    expect(back.headers.get('location')).toBe(callbackPage)
    const { body } = await browser.get('/v1/client')
    expect(body.response.sign_in.first_factor_verification).toMatchObject({
      status: 'failed',
      error: { code: 'oauth_access_denied' },
    })
    expect((await browser.post('/v1/client/sign_ins', {})).body.response.status).toBe('needs_identifier')
  })
})
