/** Apps without cookies (wire contract 8.4, 16): the browser that comes back is not the app, which redeems a nonce. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  authorizationUrlOf,
  createSocialApp,
  google,
  newcomer,
  type SocialApp,
} from '../../testing/social-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: SocialApp
const appPage = 'acme://sso-callback'

beforeAll(async () => {
  app = await createSocialApp()
  await app.services.redirectUrls.create(app.scope, appPage)
})
afterAll(() => app.close())

/** An app on a phone, with the client token it keeps. */
function openPhone() {
  let token = ''
  const calls = createTestBrowser(app, { origin: '' })
  async function call(method: string, path: string, form?: Record<string, string>) {
    const joint = path.includes('?') ? '&' : '?'
    const answer = await calls.send(method, `${path}${joint}_is_native=1`, {
      headers: { authorization: token, 'x-mobile': '1' },
      ...(form && { form }),
    })
    token = answer.headers.get('authorization') ?? token
    return answer
  }
  return { call, token: () => token }
}

async function begin(phone: ReturnType<typeof openPhone>) {
  const form = { strategy: 'oauth_google', redirect_url: appPage, action_complete_redirect_url: appPage }
  const { body } = await phone.call('POST', '/v1/client/sign_ins', form)
  return body.response
}

async function comeBackTo(url: string, identity: ReturnType<typeof newcomer>) {
  // The phone's own browser: it has never seen us.
  const back = await app.comeBack(app.browser(), app.provider.agree(url, google(identity)))
  return new URL(back.headers.get('location') ?? '')
}

const sessionsOf = async (phone: ReturnType<typeof openPhone>) =>
  (await phone.call('GET', '/v1/client')).body.response.sessions

describe('a native app', () => {
  it('signs in by the nonce that its browser brings it', async () => {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const phone = openPhone()
    const signIn = await begin(phone)
    const location = await comeBackTo(authorizationUrlOf(signIn), identity)
    expect(location.protocol).toBe('acme:')
    const nonce = location.searchParams.get('rotating_token_nonce') ?? ''
    expect(nonce).not.toBe('')
    const before = phone.token()
    const path = `/v1/client/sign_ins/${signIn.id}?rotating_token_nonce=${nonce}&rotating_token_nonce=${nonce}`
    const { body } = await phone.call('GET', path)
    expect(body.response.status).toBe('complete')
    expect(phone.token()).not.toBe(before)
    expect((await phone.call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
  })

  // Attack: whoever lures somebody to the provider with a sign-in of their own is signed in as them.
  it('is not signed in before it shows the nonce, and no other app can show it', async () => {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const attacker = openPhone()
    const signIn = await begin(attacker)
    const location = await comeBackTo(authorizationUrlOf(signIn), identity)
    expect((await attacker.call('GET', `/v1/client/sign_ins/${signIn.id}`)).body.response.status).toBe(
      'needs_identifier',
    )
    const nonce = location.searchParams.get('rotating_token_nonce') ?? ''
    const victim = openPhone()
    const own = await begin(victim)
    await victim.call('GET', `/v1/client/sign_ins/${own.id}?rotating_token_nonce=${nonce}`)
    expect((await victim.call('GET', '/v1/client')).body.response.sessions).toEqual([])
    expect((await attacker.call('GET', '/v1/client')).body.response.sessions).toEqual([])
  })

  it('redeems a nonce once, and none that nobody made', async () => {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const phone = openPhone()
    const signIn = await begin(phone)
    const location = await comeBackTo(authorizationUrlOf(signIn), identity)
    const guess = await phone.call('GET', `/v1/client/sign_ins/${signIn.id}?rotating_token_nonce=guess`)
    expect(guess.body.response.status).toBe('needs_identifier')
    const nonce = location.searchParams.get('rotating_token_nonce') ?? ''
    const path = `/v1/client/sign_ins/${signIn.id}?rotating_token_nonce=${nonce}`
    await Promise.all([phone.call('GET', path), phone.call('GET', path)])
    expect((await phone.call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
  })

  async function comeAs(phone: ReturnType<typeof openPhone>) {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const signIn = await begin(phone)
    const location = await comeBackTo(authorizationUrlOf(signIn), identity)
    const nonce = location.searchParams.get('rotating_token_nonce')
    return `/v1/client/sign_ins/${signIn.id}?rotating_token_nonce=${nonce}`
  }
  // Attack: an address with a nonce is found in a log, long after.
  it('is too late after half an hour', async () => {
    const phone = openPhone()
    const path = await comeAs(phone)
    app.clock.advance(31 * 60_000)
    await phone.call('GET', path)
    expect(await sessionsOf(phone)).toEqual([])
  })

  it('is not signed in by a provider that was switched off meanwhile', async () => {
    const phone = openPhone()
    const path = await comeAs(phone)
    const own = {
      credentials: 'own',
      clientId: 'client-of-google',
      clientSecret: 'secret-of-google',
    } as const
    await app.services.oauthConnections.put(app.scope, 'google', { ...own, enabled: false })
    await phone.call('GET', path)
    await app.services.oauthConnections.put(app.scope, 'google', { ...own, enabled: true })
    expect(await sessionsOf(phone)).toEqual([])
  })

  it('connects an account by the nonce, too, with which it reads its user', async () => {
    const phone = openPhone()
    const signIn = await begin(phone)
    const identity = newcomer()
    const signedUp = await app.goThrough(app.browser(), 'sign_ups', google(identity))
    expect(signedUp.client.sessions).toHaveLength(1)
    const back = await comeBackTo(authorizationUrlOf(signIn), identity)
    const nonce = back.searchParams.get('rotating_token_nonce') ?? ''
    await phone.call('GET', `/v1/client/sign_ins/${signIn.id}?rotating_token_nonce=${nonce}`)

    const other = newcomer()
    const form = { strategy: 'oauth_google', redirect_url: appPage }
    const { body } = await phone.call('POST', '/v1/me/external_accounts', form)
    const arrived = await comeBackTo(authorizationUrlOf(body.response), other)
    const second = arrived.searchParams.get('rotating_token_nonce') ?? ''
    const user = (await phone.call('GET', `/v1/me?rotating_token_nonce=${second}`)).body.response
    const ids = user.external_accounts.map(
      (account: { provider_user_id: string }) => account.provider_user_id,
    )
    expect(ids.toSorted()).toEqual([identity.id, other.id].toSorted())
  })

  it('learns from its address when somebody said no', async () => {
    const phone = openPhone()
    const signIn = await begin(phone)
    const back = await app.comeBack(app.browser(), app.provider.deny(authorizationUrlOf(signIn)))
    const location = new URL(back.headers.get('location') ?? '')
    expect(Object.fromEntries(location.searchParams)).toEqual({
      __clerk_status: 'failed',
      __clerk_error_code: 'oauth_access_denied',
    })
  })

  // Attack: the nonce of a sign-in that the attacker began goes to a page of the web, which passes its address on.
  it('is led to no page that was not registered for apps, though browsers may be', async () => {
    const form = { strategy: 'oauth_google', redirect_url: 'http://localhost:3000/any-page' }
    const { body } = await openPhone().call('POST', '/v1/client/sign_ins', form)
    expect(body.errors?.[0].code).toBe('prohibited_redirect_url')
    await app.services.redirectUrls.create(app.scope, 'https://links.acme.example/sso')
    const own = { ...form, redirect_url: 'https://links.acme.example/sso' }
    expect((await openPhone().call('POST', '/v1/client/sign_ins', own)).status).toBe(200)
  })

  it('is led to no scheme that was not registered', async () => {
    const form = { strategy: 'oauth_google', redirect_url: 'evil://sso' }
    const { body } = await openPhone().call('POST', '/v1/client/sign_ins', form)
    expect(body.errors[0].code).toBe('prohibited_redirect_url')
  })
})

describe('an ID token that a provider’s script gave the page', () => {
  const tokenFor = (identity: ReturnType<typeof newcomer>, claims = {}) =>
    app.provider.idTokenOf({ ...google(identity), claims }, 'client-of-google', null)
  const strategy = 'google_one_tap'

  it('signs up and in at once', async () => {
    const identity = newcomer()
    const token = await tokenFor(identity)
    const browser = app.browser()
    const unknown = await browser.post('/v1/client/sign_ins', { strategy, token })
    expect(unknown.body.errors[0].code).toBe('external_account_not_found')
    const made = await browser.post('/v1/client/sign_ups', { strategy, token })
    expect(made.body.response.status).toBe('complete')
    expect(made.body.client.sessions[0].user.external_accounts).toMatchObject([
      { provider_user_id: identity.id },
    ])
    const other = app.browser()
    const again = await other.post('/v1/client/sign_ins', { strategy, token: await tokenFor(identity) })
    expect(again.body.response.status).toBe('complete')
    const twice = await app
      .browser()
      .post('/v1/client/sign_ups', { strategy, token: await tokenFor(identity) })
    expect(twice.body.errors[0].code).toBe('external_account_exists')
  })

  // Native apps sign up first, and look at the attempt: nothing is thrown at them for having been here before.
  it('of a native app signs in by way of a sign-up', async () => {
    const native = 'oauth_token_google'
    const identity = newcomer()
    const signUp = async (phone: ReturnType<typeof openPhone>) => {
      const form = { strategy: native, token: await tokenFor(identity), first_name: 'Augusta' }
      return (await phone.call('POST', '/v1/client/sign_ups', form)).body.response
    }
    const made = await signUp(openPhone())
    expect(made).toMatchObject({ status: 'complete', first_name: 'Augusta' })
    const phone = openPhone()
    const again = await signUp(phone)
    expect(again).toMatchObject({
      status: 'missing_requirements',
      created_session_id: null,
      verifications: {
        external_account: { status: 'transferable', error: { code: 'external_account_exists' } },
      },
    })
    const transfer = () => phone.call('POST', '/v1/client/sign_ins', { transfer: 'true' })
    expect((await transfer()).body.response.status).toBe('complete')
    const [session] = await sessionsOf(phone)
    expect(session.user.id).toBe(made.created_user_id)
    const other = openPhone()
    await signUp(other)
    app.clock.advance(11 * 60_000)
    const late = await other.call('POST', '/v1/client/sign_ins', { transfer: 'true' })
    expect(late.body.errors[0].code).toBe('account_transfer_invalid')
  })

  it('takes nothing away that the account was given before', async () => {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', { ...google(identity), scope: 'openid calendar' })
    const token = await tokenFor(identity)
    const { body } = await app.browser().post('/v1/client/sign_ins', { strategy, token })
    expect(body.client.sessions[0].user.external_accounts).toMatchObject([
      { approved_scopes: 'openid calendar' },
    ])
  })

  it.each([
    ['of another app', { aud: 'another-app' }],
    ['of somebody who is not Google', { iss: 'https://evil.example' }],
    ['that has expired', { exp: 1 }],
  ])('%s signs nobody in', async (_name, claims) => {
    const token = await tokenFor(newcomer(), claims)
    const { body } = await app.browser().post('/v1/client/sign_ins', { strategy, token })
    expect(body.errors[0].code).toBe('oauth_token_exchange_error')
  })

  it.each(['', 'junk', 'a.b.c'])('that is none is refused: %j', async (token) => {
    const { body, status } = await app.browser().post('/v1/client/sign_ins', { strategy, token })
    expect(status).toBeLessThan(500)
    expect(body.errors[0].code).toMatch(/form_param_missing|oauth_token_exchange_error/)
  })
})
