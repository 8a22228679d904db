import { describe, expect, it } from 'vitest'
import { makeSignIn, makeSignUp, signedIn } from '../testing/attempts.ts'
import { type FakeAnswer, fakePorts, refusal, settle } from '../testing/fake-ports.ts'
import { fakeClient, fakeSession } from '../testing/fake-wire.ts'
import { arrowsOf, readArrows, readRows, rowsOf } from '../testing/flow-diagram.ts'
import { createMachine } from './machine.ts'
import { runCallback } from './run-callback.ts'
import type { SignIn } from './sign-in.context.ts'
import type { SignUp } from './sign-up.context.ts'
import { goesOnAt, isEnd, ssoCallbackContext, ssoCallbackFlow } from './sso-callback.flow.ts'

const diagram = new URL('./sso-callback.flow.md', import.meta.url)

type Proof = NonNullable<SignIn['first_factor_verification']>

const proof = (status: Proof['status'], code?: string, meta = {}): Proof => ({
  ...{ object: 'verification_oauth', status, strategy: 'oauth_google', attempts: null, expire_at: null },
  error: code === undefined ? null : { code, message: code, long_message: code, meta },
})

const signInWith = (verification: Proof, given: Partial<SignIn> = {}) =>
  makeSignIn({
    ...{ status: 'needs_identifier', first_factor_verification: verification, identifier: null },
    ...{ supported_first_factors: null, ...given },
  })

const signUpWith = (external_account: Proof, given: Partial<SignUp> = {}) =>
  makeSignUp({ verifications: { ...makeSignUp().verifications, external_account }, ...given })

const upComplete = () => makeSignUp({ status: 'complete', created_session_id: 'sess_2' })

interface Said {
  sign_in?: SignIn | null
  sign_up?: SignUp | null
  task?: string
  transferable?: boolean
  unsafeMetadata?: Record<string, unknown>
}

async function arrive({ sign_in = null, sign_up = null, task, ...given }: Said, answers: FakeAnswer[] = []) {
  const tasks = task === undefined ? null : [{ key: task }]
  const sessions = [fakeSession('sess_9', null, { status: 'active', tasks } as never)]
  const client = fakeClient({ sign_in, sign_up, sessions, last_active_session_id: 'sess_9' })
  const activated: string[] = []
  const ports = {
    ...fakePorts(answers),
    activate: async (sessionId: string, kind: string) => void activated.push(`${sessionId} ${kind}`),
  }
  const machine = createMachine(ssoCallbackFlow, ssoCallbackContext(client, given), { ports })
  machine.subscribe(() => undefined)
  await settle()
  return { machine, activated, ports, ...machine.get() }
}

describe('the page that a provider leads back to', () => {
  it('is the one in the diagram', async () => {
    expect((await readArrows(diagram)).length).toBeGreaterThan(15)
    expect(await readArrows(diagram)).toEqual(arrowsOf(ssoCallbackFlow))
    expect(await readRows(diagram)).toEqual(rowsOf(ssoCallbackFlow))
  })

  const open = makeSignIn()
  const stranger = signInWith(proof('transferable', 'external_account_not_found'))
  const known = signUpWith(proof('transferable', 'external_account_exists'))
  const locked = signInWith(proof('failed', 'user_locked'))

  // Each row holds with everything below it said as well: that is what an order is.
  it.each<[row: number, said: Said, value: string]>([
    [1, { sign_in: signedIn(), sign_up: known }, 'done'],
    [3, { sign_in: locked, sign_up: known }, 'transfer_to_sign_in'],
    [4, { sign_in: { ...locked, status: 'needs_first_factor', supported_first_factors: [] } }, 'sign_in'],
    [4, { sign_in: open, sign_up: signUpWith(proof('failed', 'user_locked')) }, 'sign_in'],
    [5, { sign_in: open, sign_up: upComplete() }, 'first_factor'],
    [6, { sign_in: { ...stranger, status: 'needs_new_password' }, sign_up: upComplete() }, 'new_password'],
    [7, { sign_in: stranger, sign_up: upComplete() }, 'transfer_to_sign_up'],
    [7, { sign_in: stranger, sign_up: upComplete(), transferable: false }, 'sign_in'],
    [8, { sign_in: { ...open, status: 'needs_second_factor' as never }, sign_up: upComplete() }, 'done'],
    [
      9,
      { sign_in: signInWith(proof('failed', 'x'), { status: 'needs_second_factor' as never }), task: 'x' },
      'second_factor',
    ],
    [
      10,
      { sign_up: signUpWith(proof('unverified', 'identifier_already_signed_in', { session_id: 's' })) },
      'done',
    ],
    [
      10,
      { sign_in: signInWith(proof('failed', 'identifier_already_signed_in', { session_id: 's' })) },
      'done',
    ],
    [11, { sign_up: signUpWith(proof('failed', 'oauth_access_denied')), task: 'x' }, 'sign_up'],
    [12, { sign_up: signUpWith(proof('verified'), { missing_fields: ['username'] }), task: 'x' }, 'continue'],
    [12, { sign_up: signUpWith(proof('verified')), task: 'x' }, 'verify'],
    // A transfer leaves the error of the first way in beside the proof.
    [12, { sign_up: signUpWith(proof('verified', 'external_account_not_found')) }, 'verify'],
    [13, { task: 'choose-organization' }, 'task'],
    [14, { sign_in: signInWith(proof('failed', 'oauth_access_denied')) }, 'sign_in'],
    [14, { sign_in: signInWith(proof('failed', 'identifier_already_signed_in')) }, 'sign_in'],
    [14, { sign_up: makeSignUp() }, 'sign_in'],
    [14, {}, 'sign_in'],
  ])('takes row %i', async (_, said, value) => {
    const { value: reached } = await arrive(said, [new Promise(() => undefined)])
    expect(reached).toBe(value)
  })

  it('goes to no page for one factor that is of an enterprise alone', async () => {
    const factors = [{ strategy: 'enterprise_sso' }] as never[]
    expect(await arrive({ sign_in: makeSignIn({ supported_first_factors: factors }) })).toMatchObject({
      value: 'sign_in',
    })
  })

  it('makes the session the active one, of the flow that came to its end', async () => {
    expect((await arrive({ sign_in: signedIn() })).activated).toEqual(['sess_1 sign-in'])
    expect((await arrive({ sign_up: upComplete() })).activated).toEqual(['sess_2 sign-up'])
    const meta = { session_id: 'sess_7' }
    const twice = signInWith(proof('failed', 'identifier_already_signed_in', meta))
    expect((await arrive({ sign_in: twice })).activated).toEqual(['sess_7 sign-in'])
  })

  it('signs up who came to sign in, with what the app keeps of them', async () => {
    const { activated, ports } = await arrive({ sign_in: stranger, unsafeMetadata: { plan: 'x' } }, [
      upComplete(),
    ])
    expect(activated).toEqual(['sess_2 sign-up'])
    expect(ports.calls).toEqual([
      {
        ...{ method: 'POST', path: '/v1/client/sign_ups' },
        form: { transfer: true, unsafe_metadata: '{"plan":"x"}' },
      },
    ])
  })

  it('asks who came to sign in for what is missing, and for a proof of the address', async () => {
    const missing = makeSignUp({ missing_fields: ['email_address'] })
    expect(await arrive({ sign_in: stranger }, [missing])).toMatchObject({ value: 'continue' })
    expect(await arrive({ sign_in: stranger }, [makeSignUp()])).toMatchObject({ value: 'verify' })
  })

  it.each([
    [signedIn(), 'done'],
    [makeSignIn(), 'first_factor'],
    [makeSignIn({ status: 'needs_second_factor' as never }), 'second_factor'],
    [makeSignIn({ status: 'needs_new_password' }), 'new_password'],
    [makeSignIn({ status: 'abandoned' }), 'sign_in'],
  ])('signs in who came to sign up', async (answer, value) => {
    const { value: reached, ports } = await arrive({ sign_up: known }, [answer])
    expect(reached).toBe(value)
    expect(ports.calls[0]).toMatchObject({ path: '/v1/client/sign_ins', form: { transfer: true } })
  })

  it('stays with what it cannot help, asks again, and lets its visitor go', async () => {
    const said = { sign_in: stranger }
    const { machine } = await arrive(said, [refusal('network_error'), upComplete()])
    expect(machine.get()).toMatchObject({ value: 'transfer_to_sign_up', error: { code: 'network_error' } })
    machine.send({ type: 'RETRY' })
    await settle()
    expect(machine.get().value).toBe('done')
    const other = await arrive(said, [refusal('internal_error')])
    other.machine.send({ type: 'BACK' })
    expect(other.machine.get().value).toBe('sign_in')
  })

  it.each([
    ['sign_up_mode_restricted', 'sign_up'],
    ['account_transfer_invalid', 'sign_in'],
    ['user_locked', 'sign_in'],
  ] as const)('leads on where the server answers %s', async (code, value) => {
    expect(await arrive({ sign_in: stranger }, [refusal(code)])).toMatchObject({ value, error: undefined })
  })

  it('ends in the flow and at the place that goes on', () => {
    const ends = Object.keys(ssoCallbackFlow.states).filter((state) => isEnd(state as 'sign_in'))
    expect(Object.fromEntries(ends.map((state) => [state, goesOnAt(state as 'sign_in')]))).toEqual({
      first_factor: { kind: 'sign-in', part: 'next' },
      second_factor: { kind: 'sign-in', part: 'next' },
      new_password: { kind: 'sign-in', part: 'next' },
      continue: { kind: 'sign-up', part: 'next' },
      verify: { kind: 'sign-up', part: 'next' },
      task: { kind: 'sign-in', part: 'next' },
      sign_in: { kind: 'sign-in', part: '' },
      sign_up: { kind: 'sign-up', part: '' },
    })
  })
})

describe('the same without anything drawn', () => {
  const context = (said: { sign_in?: SignIn; sign_up?: SignUp }) =>
    ssoCallbackContext(fakeClient({ ...said, sessions: [] }))

  it('resolves with where it ends, once that is reached', async () => {
    const ports = fakePorts()
    expect(await runCallback(context({ sign_in: signedIn() }), ports)).toBe('done')
    expect(ports.activated).toEqual(['sess_1'])
    expect(await runCallback(context({}), fakePorts())).toBe('sign_in')
  })

  it('rejects with what the server refused, and with what the page threw', async () => {
    const refused = refusal('internal_error')
    const transfer = { sign_in: signInWith(proof('transferable')) }
    await expect(runCallback(context(transfer), fakePorts([refused]))).rejects.toBe(refused)
    const failing = { ...fakePorts(), activate: () => Promise.reject(new TypeError('no page')) }
    await expect(runCallback(context({ sign_in: signedIn() }), failing)).rejects.toThrow('no page')
  })
})
