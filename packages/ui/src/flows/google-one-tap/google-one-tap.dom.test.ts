import { describe, expect, it, vi } from 'vitest'
import { makeEnvironment } from '../../testing/environment.ts'
import { createFakeHost, refuse } from '../../testing/fake-host.ts'
import { openGoogleOneTap } from './google-one-tap.ts'
import type { GoogleScript } from './google-script.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

function open(
  given: {
    clientId?: string | null
    sessionId?: string | null
    answer?: (path: string) => unknown
    load?: () => Promise<GoogleScript>
  } = {},
) {
  const { clientId = 'client-of-google', sessionId = null } = given
  const environment = makeEnvironment({ display: { google_one_tap_client_id: clientId } as never })
  const host = createFakeHost({ environment })
  host.change(null, sessionId)
  host.answer = ({ path }) => given.answer?.(path)
  let options: Parameters<GoogleScript['initialize']>[0] | undefined
  const script = {
    initialize: vi.fn((one: typeof options) => {
      options = one
    }),
    ...{ prompt: vi.fn(), cancel: vi.fn() },
  }
  const load = vi.fn(given.load ?? (async () => script as GoogleScript))
  const props = { fedCmSupport: false, signUpForceRedirectUrl: '/welcome' }
  const handle = openGoogleOneTap(props, host, load)
  const choose = async () => {
    options?.callback({ credential: 'id-token' })
    await settle()
  }
  return { host, script, load, handle, choose }
}

describe('Google’s prompt', () => {
  it('is fetched where the instance has a client id and nobody is signed in, and nowhere else', async () => {
    const shown = open()
    const without = open({ clientId: null })
    const member = open({ sessionId: 'sess_1' })
    await settle()
    expect(shown.script.initialize).toHaveBeenCalledWith(
      expect.objectContaining({
        ...{ client_id: 'client-of-google', use_fedcm_for_prompt: false },
        ...{ cancel_on_tap_outside: true, itp_support: true },
      }),
    )
    expect(shown.script.prompt).toHaveBeenCalledOnce()
    expect([without.load, member.load].map((load) => load.mock.calls.length)).toEqual([0, 0])
  })

  it('signs in with what it gives', async () => {
    const { host, choose } = open({ answer: () => ({ status: 'complete', created_session_id: 'sess_1' }) })
    await settle()
    await choose()
    expect(host.log).toEqual([
      'POST /v1/client/sign_ins {"strategy":"google_one_tap","token":"id-token"}',
      `setActive sess_1 ${location.href}`,
    ])
  })

  it('signs up whoever has no account, and asks elsewhere for what is missing', async () => {
    const signUp = { status: 'complete', created_session_id: 'sess_2' }
    const answer = (path: string) =>
      path.endsWith('sign_ins') ? refuse('external_account_not_found') : signUp
    const { host, choose } = open({ answer })
    await settle()
    await choose()
    expect(host.log.at(-1)).toBe('setActive sess_2 /welcome')
    signUp.status = 'missing_requirements'
    await choose()
    const back = encodeURIComponent(new URL('/welcome', location.href).href)
    expect(host.log.at(-1)).toBe(`navigate ${location.origin}/sign-up?redirect_url=${back}#/next`)
  })

  it('is done without where the browser does not load it', async () => {
    const errors = vi.fn()
    addEventListener('error', errors)
    const { handle } = open({ load: () => Promise.reject(new Error('blocked')) })
    await settle()
    handle.close()
    removeEventListener('error', errors)
    expect(errors).not.toHaveBeenCalled()
  })

  it('goes away with its component, even before it is there', async () => {
    const { script, handle } = open()
    handle.close()
    await settle()
    expect(script.initialize).not.toHaveBeenCalled()
    const shown = open()
    await settle()
    shown.handle.close()
    expect(shown.script.cancel).toHaveBeenCalledOnce()
  })
})
