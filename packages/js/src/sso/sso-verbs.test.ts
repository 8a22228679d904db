import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attemptsOf } from '../attempts/attempts.ts'
import type { KeywrightOptions } from '../interface.ts'
import { errorAnswer, type SentCall } from '../testing/fake-server.ts'
import { fakeClient, fakeSession, fakeToken } from '../testing/fake-wire.ts'
import { createWorld, type OpenApp, type World } from '../testing/open-app.ts'

let world: World
beforeEach(() => {
  world = createWorld()
})
afterEach(() => vi.unstubAllGlobals())

const provider = 'https://accounts.google.example/auth?state=x'
const sent = () => world.server.calls.map(({ method, path, form }) => `${method} ${path}?${form}`)
const proof = (given: object) => ({ object: 'verification_oauth', strategy: 'oauth_google', ...given })
const going = proof({ status: 'unverified', external_verification_redirect_url: provider })

/** A client that says this of its attempts, from the first. */
async function openWith(
  attempts: { sign_in?: object; sign_up?: object },
  options: Partial<KeywrightOptions> = {},
  answer?: (call: SentCall) => Response | undefined,
): Promise<OpenApp> {
  const jwt = fakeToken({ sessionId: 'sess_1', issuedAt: Math.floor(world.clock.now() / 1000) })
  const client = fakeClient({ ...attempts, sessions: [fakeSession('sess_1', jwt)] } as never)
  world.server.intercept((call) => {
    const given = answer?.(call)
    if (given) return given
    if (call.path === '/v1/environment') return undefined
    return Response.json({ response: call.path === '/v1/client' ? client : {}, client })
  })
  return await world.open({ signInUrl: '/sign-in', signUpUrl: '/sign-up', ...options })
}

const params = { strategy: 'oauth_google', redirectUrl: '/sso-callback', redirectUrlComplete: '/home' }
const wholeUrls =
  'redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fsso-callback&action_complete_redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fhome'

describe('leaving for a provider', () => {
  const answerWith = (response: object) =>
    world.server.intercept(() => Response.json({ response, client: fakeClient() }))

  it('begins a sign-in with whole addresses, and goes where the server says', async () => {
    const { keywright, tab } = await world.open()
    world.server.calls.length = 0
    answerWith({ id: 'sia_1', status: 'needs_identifier', first_factor_verification: going })
    await keywright.signIn.authenticateWithRedirect({ ...params, oidcPrompt: 'consent' })
    expect(sent()).toEqual([
      `POST /v1/client/sign_ins?strategy=oauth_google&oidc_prompt=consent&${wholeUrls}`,
    ])
    expect(tab.left).toEqual([provider])
  })

  it('goes on with a sign-up that is under way, where the app wishes it', async () => {
    const { keywright, tab } = await world.open()
    const signUp = { id: 'sua_1', verifications: { external_account: going } }
    answerWith(signUp)
    await keywright.signUp.create({})
    world.server.calls.length = 0
    const { signUp: attempt } = keywright
    await attempt.authenticateWithRedirect({ ...params, continueSignUp: true, legalAccepted: true })
    await attempt.authenticateWithRedirect(params)
    expect(sent()).toEqual([
      expect.stringMatching(/^PATCH \/v1\/client\/sign_ups\/sua_1\?.*legal_accepted=true/),
      `POST /v1/client/sign_ups?strategy=oauth_google&${wholeUrls}`,
    ])
    expect(tab.left).toEqual([provider, provider])
  })

  // CWE-79: an address that runs a script, whoever wrote it into the answer.
  it.each(['javascript:alert(1)', undefined])('goes to no %s', async (url) => {
    const { keywright, tab } = await world.open()
    const verification = { ...going, external_verification_redirect_url: url }
    answerWith({ id: 'sia_1', status: 'needs_identifier', first_factor_verification: verification })
    await expect(keywright.signIn.authenticateWithRedirect(params)).rejects.toThrow(/names no address/)
    expect(tab.left).toEqual([])
  })

  it('is a step of a form as well, which tells what the server refused', async () => {
    const { keywright, tab } = await world.open()
    const { signIn } = attemptsOf(keywright).signIn()
    const sso = { strategy: 'oauth_google', redirectUrl: '/home', redirectCallbackUrl: '/sso-callback' }
    world.server.intercept(() => errorAnswer(400, 'oauth_provider_not_enabled'))
    expect((await signIn.sso(sso)).error?.code).toBe('oauth_provider_not_enabled')
    world.server.calls.length = 0
    answerWith({ id: 'sia_1', status: 'needs_identifier', first_factor_verification: going })
    expect(await signIn.sso(sso)).toEqual({ error: null })
    expect(sent()).toEqual([`POST /v1/client/sign_ins?strategy=oauth_google&${wholeUrls}`])
    expect(tab.left).toEqual([provider])
  })
})

describe('leaving for a provider in a window over the page', () => {
  const origin = 'http://localhost:3900'

  /** The page’s own end of the wire to its window. */
  function standIn() {
    const listeners = new Set<(event: object) => void>()
    vi.stubGlobal('addEventListener', (_: string, listener: (event: object) => void) =>
      listeners.add(listener),
    )
    vi.stubGlobal('removeEventListener', (_: string, listener: (event: object) => void) =>
      listeners.delete(listener),
    )
    const popup = { closed: false, location: { href: 'about:blank' }, close: vi.fn() }
    const say = (data: unknown, given: object = {}) => {
      for (const listener of [...listeners]) listener({ source: popup, origin, data, ...given })
    }
    return { popup, say, listeners }
  }

  async function begin() {
    const { keywright, tab } = await openWith({}, {}, ({ path }) =>
      path === '/v1/client/sign_ins'
        ? Response.json({
            response: { id: 'sia_1', status: 'needs_identifier', first_factor_verification: going },
          })
        : undefined,
    )
    const window = standIn()
    world.server.calls.length = 0
    const done = keywright.signIn.authenticateWithPopup({ ...params, popup: window.popup as never })
    await vi.waitUntil(() => window.popup.location.href !== 'about:blank')
    return { ...window, keywright, tab, done }
  }

  it('asks the provider to lead to a page that tells this one, and takes its session', async () => {
    const { popup, say, done, tab, listeners } = await begin()
    const form = world.server.calls[0]?.form
    expect(form?.get('action_complete_redirect_url')).toBe(`${origin}/popup-callback`)
    const back = new URL(new URL(form?.get('redirect_url') ?? '').searchParams.get('return_url') ?? '')
    expect(back.pathname).toBe('/sso-callback')
    expect(Object.fromEntries(back.searchParams)).toEqual({
      sign_in_force_redirect_url: 'http://localhost:3000/home',
      sign_up_force_redirect_url: 'http://localhost:3000/home',
      intent: 'signIn',
    })
    expect(popup.location.href).toBe(provider)
    say({ session: 'sess_1' })
    await done
    expect(popup.close).toHaveBeenCalled()
    expect(tab.left).toEqual(['http://localhost:3000/home'])
    expect(listeners.size).toBe(0)
  })

  // Attacks: another window, another origin, something that is no message of ours; and a return to a stranger.
  it('believes nobody else', async () => {
    const { say, done, tab, listeners } = await begin()
    say({ session: 'sess_1' }, { origin: 'https://evil.example' })
    say({ session: 'sess_1' }, { source: {} })
    for (const data of [null, 'sess_1', { session: 1 }, { return_url: ['x'] }]) say(data)
    expect([tab.left, listeners.size]).toEqual([[], 1])
    say({ return_url: 'https://evil.example/' })
    await expect(done).rejects.toThrow(/not allowed/)
    expect(tab.left).toEqual([])
  })

  it('goes on with what is still asked for, and ends with a window that was closed', async () => {
    const first = await begin()
    first.say({ return_url: 'http://localhost:3000/sso-callback?intent=signIn' })
    await first.done
    expect(first.tab.left).toEqual(['http://localhost:3000/sso-callback?intent=signIn'])
    const second = await begin()
    second.popup.closed = true
    await second.done
    expect(second.tab.left).toEqual([])
  })

  it('wants a window', async () => {
    const { keywright } = await world.open()
    await expect(keywright.signIn.authenticateWithPopup({ ...params, popup: null })).rejects.toThrow(
      /open a window/,
    )
  })
})

describe('the page that a provider leads back to', () => {
  const complete = { id: 'sia_1', status: 'complete', created_session_id: 'sess_1' }

  it('signs in, and leads to where whoever signs in is wanted', async () => {
    const { keywright, tab } = await openWith({ sign_in: complete })
    await keywright.handleRedirectCallback({ signInFallbackRedirectUrl: '/members' })
    expect(keywright.session?.id).toBe('sess_1')
    expect(tab.left).toEqual(['http://localhost:3000/members'])
  })

  it('leads on by the app’s own means', async () => {
    const { keywright, tab } = await openWith({ sign_in: complete })
    const navigate = vi.fn()
    await keywright.handleRedirectCallback({ signInForceRedirectUrl: '/in' }, navigate)
    expect([navigate.mock.calls, tab.left]).toEqual([[['http://localhost:3000/in']], []])
  })

  it('takes from its address where a window over another page was to lead, if that is allowed', async () => {
    vi.stubGlobal('location', { search: '?sign_in_force_redirect_url=https://evil.example/' })
    const { keywright, tab } = await openWith({ sign_in: complete })
    await keywright.handleRedirectCallback()
    vi.stubGlobal('location', { search: '?sign_in_force_redirect_url=/basket' })
    await keywright.handleRedirectCallback()
    expect(tab.left).toEqual(['http://localhost:3000/', 'http://localhost:3000/basket'])
  })

  it.each([
    ['needs_first_factor', 'http://localhost:3000/sign-in#/next', { firstFactorUrl: '/first' }, '/first'],
    ['needs_second_factor', 'http://localhost:3000/sign-in#/next', { secondFactorUrl: '/second' }, '/second'],
    ['needs_new_password', 'http://localhost:3000/sign-in#/next', { resetPasswordUrl: '/reset' }, '/reset'],
    ['needs_identifier', 'http://localhost:3000/sign-in', { signInUrl: '/in' }, '/in'],
  ])('leads on from %s', async (status, usual, own, wanted) => {
    const sign_in = { id: 'sia_1', status, supported_first_factors: [{ strategy: 'email_code' }] }
    const { keywright } = await openWith({ sign_in })
    const navigate = vi.fn()
    await keywright.handleRedirectCallback({}, navigate)
    await keywright.handleRedirectCallback(own, navigate)
    expect(navigate.mock.calls).toEqual([[usual], [wanted]])
  })

  it('signs up whoever has no account, and asks for what is missing', async () => {
    const stranger = { id: 'sia_1', status: 'needs_identifier' }
    const { keywright } = await openWith(
      { sign_in: { ...stranger, first_factor_verification: proof({ status: 'transferable' }) } },
      {},
      ({ path }) =>
        path === '/v1/client/sign_ups'
          ? Response.json({
              response: { id: 'sua_1', status: 'missing_requirements', missing_fields: ['username'] },
            })
          : undefined,
    )
    const navigate = vi.fn()
    world.server.calls.length = 0
    await keywright.handleRedirectCallback({ unsafeMetadata: { plan: 'x' } }, navigate)
    await keywright.handleRedirectCallback({ continueSignUpUrl: '/more' }, navigate)
    await keywright.handleRedirectCallback({ transferable: false }, navigate)
    expect(sent()).toEqual([
      'POST /v1/client/sign_ups?transfer=true&unsafe_metadata=%7B%22plan%22%3A%22x%22%7D',
      'POST /v1/client/sign_ups?transfer=true',
    ])
    expect(navigate.mock.calls.flat()).toEqual([
      ...['http://localhost:3000/sign-up#/next', '/more', 'http://localhost:3000/sign-in'],
    ])
  })
})

describe('what Google’s script gives a page', () => {
  it('signs in, or up where nobody has an account, and leads on', async () => {
    const { keywright, tab } = await openWith({}, {}, ({ path }) => {
      if (path === '/v1/client/sign_ins') return errorAnswer(422, 'external_account_not_found')
      const response = {
        ...{ id: 'sua_1', status: 'complete', created_session_id: 'sess_1', missing_fields: [] },
      }
      return path === '/v1/client/sign_ups' ? Response.json({ response }) : undefined
    })
    world.server.calls.length = 0
    const made = await keywright.authenticateWithGoogleOneTap({ token: 'id-token' })
    expect(sent()).toEqual([
      'POST /v1/client/sign_ins?strategy=google_one_tap&token=id-token',
      'POST /v1/client/sign_ups?strategy=google_one_tap&token=id-token',
    ])
    await keywright.handleGoogleOneTapCallback(made, { signUpFallbackRedirectUrl: '/welcome' })
    expect(tab.left).toEqual(['http://localhost:3000/welcome'])
  })

  it('tells what else was refused', async () => {
    const { keywright } = await openWith({}, {}, ({ path }) =>
      path === '/v1/client/sign_ins' ? errorAnswer(403, 'user_locked') : undefined,
    )
    await expect(keywright.authenticateWithGoogleOneTap({ token: 'x' })).rejects.toMatchObject({
      code: 'user_locked',
    })
  })
})

describe('accounts elsewhere', () => {
  const account = (id: string, status: string) => ({
    ...{ object: 'external_account', id, provider: 'oauth_google', username: null, label: null },
    ...{ email_address: 'ada@gmail.example', verification: proof({ status }) },
  })

  it('are read, connected, asked again, and removed', async () => {
    world.server.signIn('sess_1')
    const { keywright } = await world.open()
    const wire = world.server.client()?.sessions[0]?.user
    world.server.intercept(({ path }) =>
      Response.json(
        path === '/v1/me'
          ? {
              response: {
                ...wire,
                external_accounts: [account('eac_1', 'verified'), account('eac_2', 'failed')],
              },
            }
          : { response: { ...account('eac_3', 'unverified'), verification: going } },
      ),
    )
    const { user } = keywright
    await user?.reload()
    expect(user?.externalAccounts.map(({ id, provider }) => [id, provider])).toEqual([
      ['eac_1', 'google'],
      ['eac_2', 'google'],
    ])
    expect(user?.verifiedExternalAccounts.map(({ id }) => id)).toEqual(['eac_1'])
    expect(user?.unverifiedExternalAccounts.map(({ id }) => id)).toEqual(['eac_2'])
    world.server.calls.length = 0
    const redirectUrl = 'http://localhost:3000/user'
    const added = await user?.createExternalAccount({
      ...{ strategy: 'oauth_google', redirectUrl, additionalScopes: ['a', 'b'] },
    })
    expect(added?.verification?.externalVerificationRedirectUrl).toBe(provider)
    await added?.reauthorize({ redirectUrl, oidcPrompt: 'consent' })
    await added?.destroy()
    const redirect = 'redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fuser'
    expect(sent()).toEqual([
      `POST /v1/me/external_accounts?strategy=oauth_google&${redirect}&additional_scope=a&additional_scope=b`,
      `PATCH /v1/me/external_accounts/eac_3/reauthorize?oidc_prompt=consent&${redirect}`,
      'DELETE /v1/me/external_accounts/eac_3?',
    ])
  })
})
