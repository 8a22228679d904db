import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNativeKeywright } from '../native-client.ts'
import { type AppleCredential, startAppleFlow } from './start-apple-flow.ts'

const publishableKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`
let answers: Record<string, object>
let calls: string[]

beforeEach(() => {
  calls = []
  answers = {
    'GET /v1/client': { response: null, client: null },
    'POST /v1/environment': { display_config: {} },
  }
  vi.stubGlobal('fetch', async (target: string, { method = 'GET', body }: RequestInit) => {
    const call = `${method} ${new URL(target).pathname}`
    if (body && !call.endsWith('environment')) calls.push(`${call}?${decodeURIComponent(String(body))}`)
    const answer = answers[call] ?? {}
    return Response.json(answer, { status: 'errors' in answer ? 403 : 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

const attempt = (given: object) => ({ response: { id: 'a_1', ...given }, client: null })
const ada = { token: 'token_1', firstName: 'Ada', lastName: null }

const start = (credential: AppleCredential | undefined) =>
  startAppleFlow(
    createNativeKeywright({ publishableKey, url: 'http://server.localhost' }),
    async () => credential,
    { unsafeMetadata: { from: 'ad' } },
  )

const signUps = 'POST /v1/client/sign_ups'
const signIns = 'POST /v1/client/sign_ins'

describe('the Apple account of a phone', () => {
  it('signs up who is new, with the name that comes once', async () => {
    answers[signUps] = attempt({ status: 'complete', created_session_id: 'sess_1' })
    expect(await start(ada)).toMatchObject({ createdSessionId: 'sess_1', signUp: { status: 'complete' } })
    expect(calls).toEqual([
      `${signUps}?strategy=oauth_token_apple&token=token_1&first_name=Ada&unsafe_metadata={"from":"ad"}`,
    ])
  })

  it('signs in who is here already', async () => {
    answers[signUps] = attempt({ verifications: { external_account: { status: 'transferable' } } })
    answers[signIns] = attempt({ status: 'complete', created_session_id: 'sess_2' })
    expect((await start(ada)).createdSessionId).toBe('sess_2')
    expect(calls.at(-1)).toBe(`${signIns}?transfer=true`)
  })

  it.each(['sign_up_mode_restricted', 'sign_up_restricted_waitlist'])(
    'signs in who is here where nobody signs up: %s',
    async (code) => {
      answers[signUps] = { errors: [{ code, message: 'x' }] }
      answers[signIns] = attempt({ status: 'complete', created_session_id: 'sess_3' })
      expect((await start(ada)).createdSessionId).toBe('sess_3')
      expect(calls.at(-1)).toBe(`${signIns}?strategy=oauth_token_apple&token=token_1`)
    },
  )

  it('is nothing where they have closed it, and a fault where the server refuses', async () => {
    expect((await start(undefined)).createdSessionId).toBeNull()
    expect(calls).toEqual([])
    answers[signUps] = { errors: [{ code: 'oauth_provider_not_enabled', message: 'x' }] }
    await expect(start(ada)).rejects.toMatchObject({ code: 'oauth_provider_not_enabled' })
  })
})
