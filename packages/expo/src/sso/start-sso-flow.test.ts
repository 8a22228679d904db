import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNativeKeywright } from '../native-client.ts'
import { type StartSSOFlowParams, startSsoFlow } from './start-sso-flow.ts'
import type { AuthSessionResult, SystemBrowser } from './system-browser.ts'

const publishableKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`
const provider = 'https://accounts.google.example/auth?state=x'

/** What the server says, by call; and what it was asked. */
let answers: Record<string, object>
let calls: string[]
let opened: unknown[][]

const proof = (given: object) => ({ strategy: 'oauth_google', ...given })
const signIn = (given: object, firstFactor: object) => ({
  response: {
    id: 'sia_1',
    status: 'needs_identifier',
    ...given,
    first_factor_verification: proof(firstFactor),
  },
  client: null,
})

beforeEach(() => {
  calls = []
  opened = []
  answers = {
    'GET /v1/client': { response: null, client: null },
    'POST /v1/environment': { display_config: {} },
    'POST /v1/client/sign_ins': signIn(
      {},
      { status: 'unverified', external_verification_redirect_url: provider },
    ),
  }
  vi.stubGlobal('fetch', async (target: string, { method = 'GET', body }: RequestInit) => {
    const { pathname, searchParams } = new URL(target)
    const nonce = searchParams.get('rotating_token_nonce')
    const call = `${method} ${pathname}`
    const said = [body, nonce && `nonce=${nonce}`].filter(Boolean).join('&')
    if (!/environment|client$/.test(pathname)) calls.push(said ? `${call}?${decodeURIComponent(said)}` : call)
    const answer = answers[call] ?? { errors: [{ code: 'resource_not_found', message: 'x' }] }
    return Response.json(answer, { status: 'errors' in answer ? 422 : 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

const cameBack = (query = ''): AuthSessionResult => ({ type: 'success', url: `acme://sso-callback${query}` })

function start(result: AuthSessionResult, given: Partial<StartSSOFlowParams> = {}) {
  const keywright = createNativeKeywright({ publishableKey, url: 'http://server.localhost' })
  const browser: SystemBrowser = {
    urlOf: (path) => `acme://${path.replace(/^\//, '')}`,
    async open(...args) {
      opened.push(args)
      return result
    },
  }
  return startSsoFlow(keywright, async () => browser, { strategy: 'oauth_google', ...given })
}

const begun = 'POST /v1/client/sign_ins?strategy=oauth_google&redirect_url=acme://sso-callback'

describe('a native app', () => {
  it('signs in whoever comes back with a nonce', async () => {
    answers['GET /v1/client/sign_ins/sia_1'] = signIn(
      { status: 'complete', created_session_id: 'sess_1' },
      { status: 'verified' },
    )
    const result = await start(cameBack('?rotating_token_nonce=n%201'))
    expect(calls).toEqual([begun, 'GET /v1/client/sign_ins/sia_1?nonce=n 1'])
    expect(opened).toEqual([[provider, 'acme://sso-callback', undefined]])
    expect(result).toMatchObject({ createdSessionId: 'sess_1', signIn: { status: 'complete' } })
    expect(result.authSessionResult).toEqual(cameBack('?rotating_token_nonce=n%201'))
    expect(result.setActive).toBeTypeOf('function')
  })

  const asStranger = () => {
    answers['GET /v1/client/sign_ins/sia_1'] = signIn({}, { status: 'transferable' })
  }
  const signUp = (given: object) => ({
    response: { id: 'sua_1', missing_fields: [], ...given },
    client: null,
  })
  const withNonce = cameBack('?rotating_token_nonce=n')

  it('signs up who has no account, with what the app keeps of them', async () => {
    asStranger()
    answers['POST /v1/client/sign_ups'] = signUp({ status: 'complete', created_session_id: 'sess_2' })
    const result = await start(withNonce, { unsafeMetadata: { from: 'ad' } })
    expect(calls.at(-1)).toBe('POST /v1/client/sign_ups?transfer=true&unsafe_metadata={"from":"ad"}')
    expect(result).toMatchObject({ createdSessionId: 'sess_2', signUp: { status: 'complete' } })
  })

  it('goes on with a sign-up that still asks for something', async () => {
    asStranger()
    answers['POST /v1/client/sign_ups'] = signUp({
      status: 'missing_requirements',
      missing_fields: ['username'],
    })
    answers['POST /v1/client/sign_ups/sua_1'] = signUp({ status: 'complete', created_session_id: 'sess_3' })
    const result = await start(withNonce)
    expect(result.createdSessionId).toBeNull()
    expect(result.signUp.missingFields).toEqual(['username'])
    await result.signUp.update({ username: 'ada' })
    expect(result.signUp.createdSessionId).toBe('sess_3')
  })

  it('says why nobody may sign up', async () => {
    asStranger()
    answers['POST /v1/client/sign_ups'] = { errors: [{ code: 'sign_up_mode_restricted', message: 'x' }] }
    await expect(start(withNonce)).rejects.toMatchObject({ code: 'sign_up_mode_restricted' })
  })

  it.each(['cancel', 'dismiss', 'locked', 'opened'] as const)('takes %s for an answer', async (type) => {
    const result = await start({ type })
    expect(result).toMatchObject({ createdSessionId: null, authSessionResult: { type } })
    expect(result.signIn.id).toBe('sia_1')
    expect(calls).toEqual([begun])
  })

  it('learns from the sign-in why a provider said no', async () => {
    const error = { code: 'oauth_access_denied', message: 'x' }
    answers['GET /v1/client/sign_ins/sia_1'] = signIn({}, { status: 'failed', error })
    const result = await start(cameBack('?__clerk_status=failed&__clerk_error_code=oauth_access_denied'))
    expect(calls.at(-1)).toBe('GET /v1/client/sign_ins/sia_1')
    expect(result.createdSessionId).toBeNull()
    expect(result.signIn.firstFactorVerification).toMatchObject({ status: 'failed', error })
  })

  it('names the session of somebody who is signed in here already', async () => {
    const error = { code: 'identifier_already_signed_in', message: 'x', meta: { session_id: 'sess_9' } }
    answers['GET /v1/client/sign_ins/sia_1'] = signIn({}, { status: 'failed', error })
    expect((await start(withNonce)).createdSessionId).toBe('sess_9')
  })

  it('is led back to where it says, and hands on what it says', async () => {
    const authSessionOptions = { showInRecents: true }
    await start(
      { type: 'cancel' },
      { redirectUrl: '/after', identifier: 'ada@example.com', authSessionOptions },
    )
    await start({ type: 'cancel' }, { redirectUrl: 'exp://192.168.0.2:8081/--/cb' })
    expect(calls).toEqual([
      'POST /v1/client/sign_ins?strategy=oauth_google&redirect_url=acme://after&identifier=ada@example.com',
      'POST /v1/client/sign_ins?strategy=oauth_google&redirect_url=exp://192.168.0.2:8081/--/cb',
    ])
    expect(opened[0]).toEqual([provider, 'acme://after', authSessionOptions])
  })

  it('opens no browser for what the server refuses', async () => {
    answers['POST /v1/client/sign_ins'] = { errors: [{ code: 'prohibited_redirect_url', message: 'x' }] }
    await expect(start(withNonce)).rejects.toMatchObject({ code: 'prohibited_redirect_url' })
    answers['POST /v1/client/sign_ins'] = signIn({}, { status: 'unverified' })
    await expect(start(withNonce)).rejects.toThrow(/names no address/)
    expect(opened).toEqual([])
  })
})
