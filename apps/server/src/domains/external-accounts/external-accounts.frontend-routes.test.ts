import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
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
import type { User } from '../users/index.ts'

let app: SocialApp
let browser: TestBrowser
let user: User

beforeAll(async () => {
  app = await createSocialApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.services.settings.replace(app.scope, {})
  browser = app.browser()
  user = await createUser(app)
  await browser.signIn(user)
})

const begin = (form: Record<string, string> = {}, on = browser) =>
  on.post('/v1/me/external_accounts', {
    ...{ strategy: 'oauth_google', redirect_url: callbackPage, action_complete_redirect_url: donePage },
    ...form,
  })

async function connect(identity: ReturnType<typeof newcomer>, on = browser) {
  app.clock.advance(1)
  const begun = await begin({}, on)
  const back = await app.comeBack(
    on,
    app.provider.agree(authorizationUrlOf(begun.body.response), google(identity)),
  )
  const { body } = await on.get('/v1/me')
  return { begun, location: back.headers.get('location'), accounts: body.response.external_accounts }
}

describe('connecting an account', () => {
  it('adds it to the user, with its address where that is proven and nobody’s', async () => {
    const identity = newcomer()
    const { begun, location, accounts } = await connect(identity)
    expect(begun.body.response).toMatchObject({
      provider: 'oauth_google',
      provider_user_id: '',
      verification: { status: 'unverified', strategy: 'oauth_google' },
    })
    expect(location).toBe(donePage)
    expect(accounts).toMatchObject([
      { id: begun.body.response.id, provider_user_id: identity.id, verification: { status: 'verified' } },
    ])
    const { body } = await browser.get('/v1/me')
    expect(
      body.response.email_addresses.map((address: { email_address: string }) => address.email_address),
    ).toEqual([user.emailAddresses[0]?.emailAddress, identity.emailAddress])
    expect(body.response.primary_email_address_id).toBe(user.primaryEmailAddressId)
    const rows = await app.db.selectFrom('events').selectAll().where('entity_id', '=', user.id).execute()
    const [last] = rows.toSorted((a, b) => b.entity_version - a.entity_version)
    expect(last).toMatchObject({
      type: 'user.updated',
      data: { external_accounts: [{ provider_user_id: identity.id }] },
    })
    expect(JSON.stringify(rows)).not.toMatch(/access_token|refresh_token/)
  })

  it('leaves an address to whom it belongs', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emailAddress })
    const { accounts } = await connect(newcomer({ emailAddress }))
    expect(accounts).toHaveLength(1)
    expect((await browser.get('/v1/me')).body.response.email_addresses).toHaveLength(1)
  })

  it('takes no address from a provider that users may not give here', async () => {
    await app.services.settings.patch(app.scope, { restrictions: { block_email_subaddresses: true } })
    const { accounts } = await connect(newcomer({ emailAddress: `ada+${Math.random()}@example.com` }))
    expect(accounts).toHaveLength(1)
    expect((await browser.get('/v1/me')).body.response.email_addresses).toHaveLength(1)
  })

  // Attack: the account of somebody else is taken over by connecting it once more.
  it('refuses an account of somebody else’s, and shows why', async () => {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const { location, accounts } = await connect(identity)
    expect(location).toBe(callbackPage)
    expect(accounts).toMatchObject([
      {
        provider_user_id: '',
        verification: { status: 'failed', error: { code: 'oauth_identification_claimed' } },
      },
    ])
  })

  it('refuses the same account twice, and forgets what was not finished', async () => {
    const identity = newcomer()
    await connect(identity)
    const { accounts } = await connect(identity)
    expect(accounts).toHaveLength(2)
    expect(accounts[1].verification.error.code).toBe('oauth_account_already_connected')
    const other = await connect(newcomer())
    expect(other.accounts).toHaveLength(2)
    expect(
      other.accounts.every(
        (account: { verification: { status: string } }) => account.verification.status === 'verified',
      ),
    ).toBe(true)
  })

  // Attack: the victim's browser finishes what the attacker began, and the attacker's account opens the victim's user.
  it('counts only for the user who began, in the browser in which they did', async () => {
    const begun = await begin()
    const answer = app.provider.agree(authorizationUrlOf(begun.body.response), google(newcomer()))
    const victim = app.browser()
    await victim.signIn(await createUser(app))
    expect((await app.comeBack(victim, answer)).body.errors[0].code).toBe('oauth_callback_invalid')
    expect((await victim.get('/v1/me')).body.response.external_accounts).toEqual([])

    const other = await createUser(app)
    await app.services.settings.patch(app.scope, { sessions: { single_session_mode: true } })
    await browser.signIn(other)
    await app.comeBack(browser, answer)
    expect((await browser.get('/v1/me')).body.response.external_accounts).toEqual([])
    // Nor does the account of whoever is here now open the user of whoever was here before.
    const { externalAccounts } = await app.services.users.get(app.scope, user.id)
    expect(externalAccounts.map(({ verifiedAt }) => verifiedAt)).toEqual([null])
  })

  it('asks for further scopes, as a list or with spaces', async () => {
    const begun = await begin({ additional_scope: 'https://www.googleapis.com/auth/calendar email' })
    expect(new URL(authorizationUrlOf(begun.body.response)).searchParams.get('scope')).toBe(
      'openid email profile https://www.googleapis.com/auth/calendar',
    )
  })

  it('asks for a recent proof where the instance wants one', async () => {
    await app.services.settings.patch(app.scope, { sessions: { reverification: true } })
    app.clock.advance(11 * 60_000)
    expect((await begin()).body.errors[0].code).toBe('session_reverification_required')
  })

  it.each([
    [{ strategy: 'oauth_discord' }, 'oauth_provider_not_enabled'],
    [{ strategy: 'password' }, 'oauth_provider_not_enabled'],
    [{ redirect_url: '' }, 'form_param_missing'],
    [{ redirect_url: 'https://evil.example' }, 'prohibited_redirect_url'],
  ])('refuses %j', async (form, code) => {
    expect((await begin(form)).body.errors[0].code).toBe(code)
  })
})

describe('reconnecting an account', () => {
  async function reauthorize(id: string, form: Record<string, string> = {}) {
    return await browser.tunnel('PATCH', `/v1/me/external_accounts/${id}/reauthorize`, {
      redirect_url: callbackPage,
      ...form,
    })
  }

  it('adds scopes to it', async () => {
    const identity = newcomer()
    const { accounts } = await connect(identity)
    const begun = await reauthorize(accounts[0].id, { additional_scope: 'calendar' })
    const url = authorizationUrlOf(begun.body.response)
    expect(new URL(url).searchParams.get('scope')).toContain('calendar')
    await app.comeBack(
      browser,
      app.provider.agree(url, { ...google(identity), scope: 'openid email calendar' }),
    )
    const [account] = (await browser.get('/v1/me')).body.response.external_accounts
    expect(account).toMatchObject({
      approved_scopes: 'openid email calendar',
      verification: { status: 'verified' },
    })
  })

  it('keeps it when another one comes back, or nobody', async () => {
    const identity = newcomer()
    const { accounts } = await connect(identity)
    const url = authorizationUrlOf((await reauthorize(accounts[0].id)).body.response)
    await app.comeBack(browser, app.provider.agree(url, google(newcomer())))
    const [mixed] = (await browser.get('/v1/me')).body.response.external_accounts
    expect(mixed).toMatchObject({
      provider_user_id: identity.id,
      verification: { error: { code: 'oauth_account_mismatch' } },
    })
    const again = authorizationUrlOf((await reauthorize(accounts[0].id)).body.response)
    await app.comeBack(browser, app.provider.deny(again))
    const signedIn = await app.goThrough(app.browser(), 'sign_ins', google(identity))
    expect(signedIn.location).toBe(donePage)
  })

  // Attack: a desk left open. What its user once began to connect is finished with an account of the attacker's.
  it('asks for a recent proof where the account was never connected', async () => {
    await app.services.settings.patch(app.scope, { sessions: { reverification: true } })
    const { id } = (await begin()).body.response
    app.clock.advance(11 * 60_000)
    expect((await reauthorize(id)).body.errors?.[0].code).toBe('session_reverification_required')
  })

  it('is for one’s own', async () => {
    const { accounts } = await connect(newcomer())
    const other = app.browser()
    await other.signIn(await createUser(app))
    for (const [method, path] of [
      ['PATCH', `/v1/me/external_accounts/${accounts[0].id}/reauthorize`],
      ['DELETE', `/v1/me/external_accounts/${accounts[0].id}`],
      ['DELETE', `/v1/me/external_accounts/${accounts[0].id}/tokens`],
    ] as const) {
      const form = method === 'PATCH' ? { redirect_url: callbackPage } : {}
      expect((await other.tunnel(method, path, form)).body.errors[0].code).toBe('resource_not_found')
    }
    expect((await browser.get('/v1/me')).body.response.external_accounts).toHaveLength(1)
  })
})

describe('disconnecting an account', () => {
  it('takes it away, and gives its tokens back to the provider', async () => {
    const { accounts } = await connect(newcomer())
    const removed = await browser.tunnel('DELETE', `/v1/me/external_accounts/${accounts[0].id}`)
    expect(removed.body.response).toMatchObject({ object: 'external_account', deleted: true })
    expect((await browser.get('/v1/me')).body.response.external_accounts).toEqual([])
    expect(app.provider.asked.at(-1)?.url).toBe('https://oauth2.googleapis.com/revoke')
  })

  it('keeps the last way to sign in', async () => {
    await app.services.settings.patch(app.scope, { email_address: { sign_in_with_code: false } })
    const on = app.browser()
    const { client } = await app.goThrough(on, 'sign_ups', google(newcomer()))
    const [{ user: own }] = client.sessions
    const path = `/v1/me/external_accounts/${own.external_accounts[0].id}`
    expect((await on.tunnel('DELETE', path)).body.errors[0].code).toBe('identification_deletion_failed')
    await on.post('/v1/me/change_password', { new_password: testPassword })
    expect((await on.tunnel('DELETE', path)).status).toBe(200)
  })

  it('keeps an account that is the last way once its addresses are gone', async () => {
    const on = app.browser()
    const { client } = await app.goThrough(on, 'sign_ups', google(newcomer()))
    await app.services.settings.patch(app.scope, { email_address: { required: false } })
    const [{ user: own }] = client.sessions
    const address = await on.tunnel('DELETE', `/v1/me/email_addresses/${own.email_addresses[0].id}`)
    expect(address.status).toBe(200)
    const path = `/v1/me/external_accounts/${own.external_accounts[0].id}`
    expect((await on.tunnel('DELETE', path)).body.errors[0].code).toBe('identification_deletion_failed')
  })

  it('a server may, whatever is left', async () => {
    const on = app.browser()
    const { client } = await app.goThrough(on, 'sign_ups', google(newcomer()))
    const [{ user: own }] = client.sessions
    const path = `/v1/users/${own.id}/external_accounts/${own.external_accounts[0].id}`
    expect((await app.backend('DELETE', path)).status).toBe(200)
    expect((await app.backend('DELETE', path)).status).toBe(404)
  })
})
