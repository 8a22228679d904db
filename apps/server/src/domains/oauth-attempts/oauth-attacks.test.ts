/** Attacks on the way to providers and back (RFC 9700 §4, OpenID Connect Core §16), and providers on their bad days. */
import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerWithin } from '../../platform/outgoing/outgoing-request.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import {
  authorizationUrlOf,
  callbackPage,
  createSocialApp,
  donePage,
  google,
  newcomer,
  type SocialApp,
} from '../../testing/social-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'

let app: SocialApp
let browser: TestBrowser

beforeAll(async () => {
  app = await createSocialApp(['google', 'github', 'microsoft'])
})
afterAll(() => app.close())
beforeEach(() => {
  browser = app.browser()
  app.provider.interruptWith(undefined)
})

const codeOf = (answer: { body: { errors?: { code: string }[] } }) => answer.body.errors?.[0]?.code
const sessionsOf = async (on: TestBrowser) => (await app.clientOf(on))?.sessions ?? []

async function beginAt(on: TestBrowser, form: Record<string, string> = {}) {
  return authorizationUrlOf((await app.begin(on, 'sign_ins', form)).body.response)
}

describe('the way back from a provider', () => {
  // Attack: login CSRF. The victim's browser is made to finish what the attacker began, and is signed in as the attacker.
  it('counts only in the browser that began', async () => {
    const identity = newcomer()
    await app.goThrough(browser, 'sign_ups', google(identity))
    const attacker = app.browser()
    const answer = app.provider.agree(await beginAt(attacker), google(identity))
    const victim = app.browser()
    await victim.post('/v1/client/sign_ins', {})
    expect(codeOf(await app.comeBack(victim, answer))).toBe('oauth_callback_invalid')
    expect(codeOf(await app.comeBack(app.browser(), answer))).toBe('oauth_callback_invalid')
    expect(await sessionsOf(victim)).toEqual([])
    // Trying did not use it up.
    expect((await app.comeBack(attacker, answer)).headers.get('location')).toBe(donePage)
  })

  // Attack: the address of the callback is read from a log, a history or a referrer, and used again.
  it('counts once', async () => {
    const answer = app.provider.agree(await beginAt(browser), google(newcomer()))
    await app.comeBack(browser, answer)
    const asked = app.provider.asked.length
    expect((await app.comeBack(browser, answer)).headers.get('location')).toBe(callbackPage)
    expect(app.provider.asked).toHaveLength(asked)
  })

  it('counts once also where it comes twice at the same moment', async () => {
    const answer = app.provider.agree(await beginAt(browser), google(newcomer()))
    const before = app.provider.asked.filter(({ url }) => url.includes('token')).length
    await Promise.all([
      app.comeBack(browser, answer),
      app.comeBack(browser, answer),
      app.comeBack(browser, answer),
    ])
    expect(app.provider.asked.filter(({ url }) => url.includes('token'))).toHaveLength(before + 1)
  })

  it.each(['', 'x', 'a'.repeat(600), '../../etc'])('refuses the state %j', async (state) => {
    const answer = await app.comeBack(browser, { state, code: 'x' })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })

  it('does not count at another instance', async () => {
    const { instance } = await app.otherInstance('elsewhere')
    const answer = app.provider.agree(await beginAt(browser), google(newcomer()))
    const there = createTestBrowser(app, { instance })
    for (const [name, value] of browser.jar) there.jar.set(name, value)
    expect(codeOf(await app.comeBack(there, answer))).toBe('oauth_callback_invalid')
  })

  it('does not count after half an hour', async () => {
    const answer = app.provider.agree(await beginAt(browser), google(newcomer()))
    app.clock.advance(31 * 60_000)
    await app.comeBack(browser, answer)
    expect(await sessionsOf(browser)).toEqual([])
    expect((await app.clientOf(browser)).sign_in.first_factor_verification.status).toBe('expired')
  })

  // Two tabs, each with a sign-in of its own: the older one has been replaced.
  it('does nothing for an attempt that another tab has replaced', async () => {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const first = app.provider.agree(await beginAt(browser), google(identity))
    const second = app.provider.agree(await beginAt(browser), google(identity))
    expect((await app.comeBack(browser, first)).headers.get('location')).toBe(callbackPage)
    expect(await sessionsOf(browser)).toEqual([])
    expect((await app.comeBack(browser, second)).headers.get('location')).toBe(donePage)
    expect(await sessionsOf(browser)).toHaveLength(1)
  })

  // Attack: a code of another sign-in, stolen from its victim, is put into the attacker's own.
  it('takes no code that was given to another sign-in (RFC 9700 §4.5)', async () => {
    const victims = app.provider.agree(await beginAt(app.browser()), google(newcomer()))
    const own = app.provider.agree(await beginAt(browser), google(newcomer()))
    await app.comeBack(browser, { ...own, code: victims.code ?? '' })
    expect(await sessionsOf(browser)).toEqual([])
    expect((await app.clientOf(browser)).sign_in.first_factor_verification.error.code).toBe(
      'oauth_token_exchange_error',
    )
  })

  // Attack: mix-up. The answer is of a server that the attacker runs, or of another one that the instance trusts.
  it('takes no answer of another issuer (RFC 9207)', async () => {
    const answer = app.provider.agree(await beginAt(browser), google(newcomer()))
    const asked = app.provider.asked.length
    await app.comeBack(browser, { ...answer, iss: 'https://attacker.example' })
    expect(await sessionsOf(browser)).toEqual([])
    expect(app.provider.asked).toHaveLength(asked)
  })

  // Attack: mix-up. One provider leads its visitor to another, to be given the other's code.
  it.each([
    ['google', 'https://github.com/login/oauth'],
    ['github', 'https://accounts.google.com'],
    ['github', 'https://github.com.evil.example/login/oauth'],
    ['github', 'github.com'],
    ['microsoft', 'https://accounts.google.com'],
  ])('takes no answer at %s that is of %s', async (provider, iss) => {
    const url = await beginAt(browser, { strategy: `oauth_${provider}` })
    const asked = app.provider.asked.length
    await app.comeBack(browser, { ...app.provider.agree(url, { provider, identity: newcomer() }), iss })
    expect((await app.clientOf(browser)).sign_in.first_factor_verification.status).toBe('failed')
    expect(app.provider.asked).toHaveLength(asked)
  })

  // Google and GitHub name themselves, though nothing they publish says that they do.
  it.each([
    ['google', 'https://accounts.google.com'],
    ['github', 'https://github.com/login/oauth'],
  ])('takes the answer of %s that names itself %s', async (provider, iss) => {
    const url = await beginAt(browser, { strategy: `oauth_${provider}` })
    await app.comeBack(browser, { ...app.provider.agree(url, { provider, identity: newcomer() }), iss })
    const { sign_in: signIn } = await app.clientOf(browser)
    expect(signIn.first_factor_verification.status).toBe('transferable')
  })

  // Attack: a new session is opened under a client token that somebody fixed or stole before.
  it('gives the browser a new client token', async () => {
    const url = await beginAt(browser)
    const before = browser.jar.get(browser.clientCookie)
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    await app.comeBack(browser, app.provider.agree(url, google(identity)))
    expect(browser.jar.get(browser.clientCookie)).not.toBe(before)
    const thief = app.browser()
    thief.jar.set(browser.clientCookie, before ?? '')
    expect(await sessionsOf(thief)).toEqual([])
  })

  // Attack: the provider's page lends our name to any page.
  it.each([
    'https://evil.example/',
    'http://localhost.evil.example/',
    'javascript:alert(1)',
    'http://localhost:3000@evil.example/',
    '//evil.example',
  ])('leads to no page of others: %s', async (page) => {
    for (const name of ['redirect_url', 'action_complete_redirect_url']) {
      const refused = await app.begin(browser, 'sign_ins', { [name]: page })
      expect(codeOf(refused)).toMatch(/prohibited_redirect_url|invalid_redirect_url/)
    }
  })

  it('is open to pages that post, which read no cookie and lead on to the GET', async () => {
    const apple = createTestBrowser(app, { origin: 'https://appleid.apple.com' })
    const posted = await apple.post('/v1/oauth_callback', { state: 'some', code: 'c', user: '{"name":{}}' })
    expect(posted.status).toBe(303)
    const location = new URL(posted.headers.get('location') ?? '')
    expect(location.origin + location.pathname).toBe('http://localhost:3900/v1/oauth_callback')
    expect(Object.fromEntries(location.searchParams)).toEqual({
      state: 'some',
      code: 'c',
      user: '{"name":{}}',
    })
    expect(posted.setCookies).toEqual([])
  })
})

describe('beginning over and over', () => {
  let limited: SocialApp

  beforeAll(async () => {
    limited = await createSocialApp(['google'], { KEYWRIGHT_RATE_LIMITS: 'true' })
  })
  afterAll(() => limited.close())

  // Attack: each way to a provider leaves a row behind, and nobody goes any of them.
  it.each([
    [
      'while signing up',
      async (on: TestBrowser) =>
        `/v1/client/sign_ups/${(await on.post('/v1/client/sign_ups', {})).body.response.id}/prepare_verification`,
    ],
    [
      'as somebody who is signed in',
      async (on: TestBrowser) => {
        await on.signIn(await createUser(limited))
        return '/v1/me/external_accounts'
      },
    ],
  ])('is limited: %s', async (_when, pathFor) => {
    const on = limited.browser()
    const path = await pathFor(on)
    const form = { strategy: 'oauth_google', redirect_url: callbackPage }
    const statuses = []
    for (let count = 0; count < 6; count += 1) statuses.push((await on.post(path, form)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })
})

describe('an ID token', () => {
  const seconds = () => Math.floor(app.clock.now().getTime() / 1000)

  async function cameWith(claims: Record<string, unknown>) {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const answer = app.provider.agree(await beginAt(browser), { ...google(identity), claims })
    await app.comeBack(browser, answer)
    return (await sessionsOf(browser)).length
  }

  it('counts as it is', async () => {
    expect(await cameWith({})).toBe(1)
  })

  it.each<[string, () => Record<string, unknown>]>([
    ['of another issuer', () => ({ iss: 'https://evil.example' })],
    ['for another client', () => ({ aud: 'somebody-else' })],
    [
      'for several clients, asked for by another',
      () => ({ aud: ['client-of-google', 'other'], azp: 'other' }),
    ],
    ['of another sign-in', () => ({ nonce: 'another' })],
    ['without a nonce', () => ({ nonce: undefined })],
    ['that has expired', () => ({ exp: seconds() - 120 })],
    ['that is not valid yet', () => ({ nbf: seconds() + 600 })],
    ['about nobody', () => ({ sub: undefined })],
    ['about an object', () => ({ sub: { $ne: null } })],
  ])('%s signs nobody in', async (_name, claims) => {
    expect(await cameWith(claims())).toBe(0)
  })

  it.each([-50, 50])('counts where the provider’s clock is off by %i seconds', async (skew) => {
    expect(await cameWith({ iat: seconds() + skew, exp: seconds() + skew + 30 + Math.max(0, -skew) })).toBe(1)
  })

  async function cameAs(idToken: (identity: { id: string }) => Promise<string>) {
    const identity = newcomer()
    await app.goThrough(app.browser(), 'sign_ups', google(identity))
    const tokens = { id_token: await idToken(identity) }
    const coming = { ...google(identity), answers: { claims: { sub: identity.id }, tokens } }
    await app.comeBack(browser, app.provider.agree(await beginAt(browser), coming))
    return (await sessionsOf(browser)).length
  }

  // Attack: the token is signed by whoever sends it, or by nobody.
  it('signed with another key signs nobody in', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const signed = ({ id }: { id: string }) =>
      new SignJWT({
        sub: id,
        iss: 'https://accounts.google.com',
        aud: 'client-of-google',
        iat: seconds(),
        exp: seconds() + 60,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'fake' })
        .sign(privateKey)
    expect(await cameAs(signed)).toBe(0)
  })

  it('without a signature, or keyed with the public key, signs nobody in', async () => {
    const payload = (id: string) => ({
      sub: id,
      iss: 'https://accounts.google.com',
      aud: 'client-of-google',
      exp: seconds() + 60,
    })
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(await cameAs(async ({ id }) => `${part({ alg: 'none' })}.${part(payload(id))}.`)).toBe(0)
    const keyed = ({ id }: { id: string }) =>
      new SignJWT(payload(id)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from('secret-of-google'))
    expect(await cameAs(keyed)).toBe(0)
  })
})

describe('a provider on a bad day', () => {
  const html = () => new Response('<html>Oops</html>', { headers: { 'content-type': 'text/html' } })
  /** With the limits of the server that answers in this process. */
  const bounded = answerWithin({ bytesMax: 1_000_000, millisecondsMax: 5_000 }, async () =>
    Response.json({ id: 1, name: 'x'.repeat(2_000_000) }),
  )

  async function cameWhile(answer: () => Promise<Response>, only: RegExp) {
    const url = await beginAt(browser, { strategy: 'oauth_github' })
    const back = app.provider.agree(url, { provider: 'github', identity: newcomer() })
    app.provider.interruptWith(async (target, options) =>
      only.test(target) ? await answer() : await app.provider.answer(target, options),
    )
    const arrived = await app.comeBack(browser, back)
    expect(arrived.headers.get('location')).toBe(callbackPage)
    return (await app.clientOf(browser)).sign_in.first_factor_verification
  }

  it.each<[string, () => Promise<Response>]>([
    ['is down', () => Promise.reject(new Error('connect ECONNREFUSED'))],
    ['answers HTML', async () => html()],
    ['answers with status 500', async () => new Response('{}', { status: 500 })],
    ['answers an error with status 200', async () => Response.json({ error: 'bad_verification_code' })],
    ['answers nothing', async () => new Response('')],
    ['answers a list', async () => Response.json([])],
    ['gives no token', async () => Response.json({ token_type: 'bearer' })],
  ])('that %s leads back to the app, which is told', async (_name, answer) => {
    expect(await cameWhile(answer, /access_token/)).toMatchObject({
      status: 'failed',
      error: { code: 'oauth_token_exchange_error' },
    })
  })

  it.each<[string, () => Promise<Response>]>([
    ['is HTML', async () => html()],
    ['has no id', async () => Response.json({ login: 'ada' })],
    ['is a text', async () => Response.json('ada')],
    ['is too big to be one', async () => await bounded('https://api.github.com/user')],
    ['never comes', () => Promise.reject(new DOMException('timed out', 'TimeoutError'))],
  ])('whose profile %s leads back to the app, which is told', async (_name, answer) => {
    expect(await cameWhile(answer, /api\.github\.com\/user$/)).toMatchObject({
      status: 'failed',
      error: { code: 'oauth_fetch_user_error' },
    })
  })

  it('tells the app when somebody said no, whatever the provider calls it', async () => {
    await app.comeBack(browser, app.provider.deny(await beginAt(browser)))
    expect((await app.clientOf(browser)).sign_in.first_factor_verification.error.code).toBe(
      'oauth_access_denied',
    )
    await app.comeBack(browser, app.provider.deny(await beginAt(browser), 'temporarily_unavailable'))
    expect((await app.clientOf(browser)).sign_in.first_factor_verification.error.code).toBe(
      'oauth_token_exchange_error',
    )
  })

  it('is not asked for what is not switched on', async () => {
    expect(codeOf(await app.begin(browser, 'sign_ins', { strategy: 'oauth_discord' }))).toBe(
      'oauth_provider_not_enabled',
    )
    await app.services.oauthConnections.put(app.scope, 'microsoft', { authenticatable: false })
    expect(codeOf(await app.begin(browser, 'sign_ups', { strategy: 'oauth_microsoft' }))).toBe(
      'oauth_non_authenticatable_provider',
    )
    expect(codeOf(await app.begin(browser, 'sign_ins', { strategy: 'oauth_../google' }))).toBe(
      'oauth_provider_not_enabled',
    )
  })
})
