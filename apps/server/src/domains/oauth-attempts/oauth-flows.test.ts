import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { type Coming, createFakeProvider, type FakeProvider } from '../../testing/fake-provider.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
let provider: FakeProvider
let browser: TestBrowser

beforeAll(async () => {
  let fake: FakeProvider | undefined
  app = await createTestApp({ providerFetch: (url, options) => (fake as FakeProvider).fetch(url, options) })
  fake = createFakeProvider(app.clock)
  provider = fake
  for (const key of ['google', 'github']) {
    await app.services.oauthConnections.put(app.scope, key, {
      ...{ credentials: 'own', clientId: `client-of-${key}`, clientSecret: `secret-of-${key}` },
    })
  }
})
afterAll(() => app.close())
beforeEach(() => {
  browser = createTestBrowser(app)
  provider.interruptWith(undefined)
})

const callbackPage = 'http://localhost:3000/sso-callback'
const donePage = 'http://localhost:3000/done'

function begin(kind: 'sign_ins' | 'sign_ups', on = browser, form: Record<string, string> = {}) {
  return on.post(`/v1/client/${kind}`, {
    ...{ strategy: 'oauth_google', redirect_url: callbackPage, action_complete_redirect_url: donePage },
    ...form,
  })
}

function authorizationUrlOf({ body }: Awaited<ReturnType<typeof begin>>): string {
  const { first_factor_verification: factor, verifications } = body.response
  return (factor ?? verifications.external_account).external_verification_redirect_url
}

function comeBack(answer: Record<string, string>, on = browser) {
  return on.get(`/v1/oauth_callback?${new URLSearchParams(answer)}`, {
    headers: { 'sec-fetch-site': 'cross-site' },
  })
}

/** From the button to the app’s page. */
async function goThrough(kind: 'sign_ins' | 'sign_ups', coming: Coming, form: Record<string, string> = {}) {
  const begun = await begin(kind, browser, { strategy: `oauth_${coming.provider}`, ...form })
  const back = await comeBack(provider.agree(authorizationUrlOf(begun), coming))
  const { body } = await browser.get('/v1/client')
  return { begun, location: back.headers.get('location'), client: body.response, back }
}

const google = (identity: Coming['identity'] = {}): Coming => ({ provider: 'google', identity })
let nextId = 1
const newIdentity = <More extends object>(more: More = {} as More) => ({
  id: String(100_000 + nextId++),
  emailAddress: newEmail('social'),
  ...more,
})

describe('signing up with a provider', () => {
  it('asks for the account with PKCE, state and nonce, and makes the user of what it says', async () => {
    const identity = newIdentity()
    const { begun, location, client } = await goThrough('sign_ups', google(identity))
    const url = new URL(authorizationUrlOf(begun))
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
    const { location, client } = await goThrough('sign_ups', {
      provider: 'github',
      identity: newIdentity({ emailAddress: null }),
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
    const identity = newIdentity({ isEmailAddressVerified: false })
    const { client } = await goThrough('sign_ups', google(identity))
    expect(client.sign_up).toMatchObject({
      status: 'missing_requirements',
      missing_fields: [],
      unverified_fields: ['email_address'],
      email_address: identity.emailAddress,
    })
  })

  it('leads somebody who has an account to sign in, and signs them in', async () => {
    const identity = newIdentity()
    await goThrough('sign_ups', google(identity))
    browser = createTestBrowser(app)
    const { location, client } = await goThrough('sign_ups', google(identity))
    expect(location).toBe(callbackPage)
    expect(client.sign_up.verifications.external_account).toMatchObject({
      status: 'transferable',
      error: { code: 'external_account_exists' },
    })
    const carried = await browser.post('/v1/client/sign_ins', { transfer: 'true' })
    expect(carried.body.response.status).toBe('complete')
    expect(carried.body.client.sessions).toHaveLength(1)
    const again = await createTestBrowser(app).post('/v1/client/sign_ins', { transfer: 'true' })
    expect(again.body.errors[0].code).toBe('account_transfer_invalid')
  })
})

describe('signing in with a provider', () => {
  it('signs in whoever has connected the account, whatever their address is by now', async () => {
    const identity = newIdentity()
    await goThrough('sign_ups', google(identity))
    browser = createTestBrowser(app)
    const { location, client } = await goThrough(
      'sign_ins',
      google({ ...identity, emailAddress: newEmail('moved') }),
    )
    expect(location).toBe(donePage)
    expect(client.sessions[0].user.email_addresses).toMatchObject([{ email_address: identity.emailAddress }])
  })

  it('leads a stranger to sign up, who need not ask the provider again', async () => {
    const identity = newIdentity()
    const { location, client } = await goThrough('sign_ins', google(identity))
    expect(location).toBe(callbackPage)
    expect(client.sign_in.first_factor_verification).toMatchObject({
      status: 'transferable',
      error: { code: 'external_account_not_found' },
    })
    const carried = await browser.post('/v1/client/sign_ups', { transfer: 'true' })
    expect(carried.body.response).toMatchObject({ status: 'complete' })
    expect(carried.body.client.sessions[0].user.external_accounts).toMatchObject([
      { provider_user_id: identity.id },
    ])
    const twice = await browser.post('/v1/client/sign_ups', { transfer: 'true' })
    expect(twice.body.errors[0].code).toMatch(/account_transfer_invalid|session_exists/)
  })

  it('connects the account where the address is proven on both sides', async () => {
    const identity = newIdentity()
    const user = await createUser(app, { emailAddress: identity.emailAddress })
    const { location, client } = await goThrough('sign_ins', google(identity))
    expect(location).toBe(donePage)
    expect(client.sessions[0].user.id).toBe(user.id)
    expect(client.sessions[0].user.external_accounts).toHaveLength(1)
  })

  it('tells the page what the provider refused, and takes no harm', async () => {
    const begun = await begin('sign_ins')
    const back = await comeBack(provider.deny(authorizationUrlOf(begun)))
    expect(back.headers.get('location')).toBe(callbackPage)
    const { body } = await browser.get('/v1/client')
    expect(body.response.sign_in.first_factor_verification).toMatchObject({
      status: 'failed',
      error: { code: 'oauth_access_denied' },
    })
    expect((await browser.post('/v1/client/sign_ins', {})).body.response.status).toBe('needs_identifier')
  })
})
