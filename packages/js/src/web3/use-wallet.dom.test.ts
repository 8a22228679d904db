import { beforeEach, describe, expect, it } from 'vitest'
import { createMachine } from '../flows/machine.ts'
import type { SignInContext } from '../flows/sign-in.context.ts'
import { signInFlow } from '../flows/sign-in.flow.ts'
import type { SignUpContext } from '../flows/sign-up.context.ts'
import { signUpContext } from '../flows/sign-up.context.ts'
import { signUpFlow } from '../flows/sign-up.flow.ts'
import {
  makeSignIn,
  makeSignUp,
  signedIn,
  signInAt,
  signInConfig,
  signUpConfig,
} from '../testing/attempts.ts'
import { type FakeAnswer, fakePorts, refusal } from '../testing/fake-ports.ts'
import { fakeAddress, fakeProvider, installOnce } from '../testing/fake-wallets.ts'

const strategy = 'web3_metamask_signature'
const metamask = { uuid: '1', name: 'MetaMask', icon: '', rdns: 'io.metamask' }
const rabby = { uuid: '2', name: 'Rabby', icon: '', rdns: 'io.rabby' }

let installed: (() => void)[] = []
beforeEach(() => {
  for (const uninstall of installed) uninstall()
  installed = []
})

const install = (info: object, provider = fakeProvider()) => void installed.push(installOnce(info, provider))

/** Until a wallet that has to be woken would have answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 300))

const waiting = makeSignIn({
  first_factor_verification: {
    ...{ object: 'verification_web3', status: 'unverified', strategy, attempts: 0, expire_at: 9e12 },
    ...{ message: 'sign this', nonce: 'abc' },
  },
})
const transferable = makeSignIn({
  first_factor_verification: {
    ...{ object: 'verification_web3', status: 'transferable', strategy, attempts: 0, expire_at: 9e12 },
  },
})

function signIn(answers: FakeAnswer[], given: Partial<SignInContext> = {}) {
  const ports = fakePorts(answers)
  const machine = createMachine(signInFlow, signInAt(given), { ports })
  machine.subscribe(() => undefined)
  return { machine, ports }
}

function signUp(answers: FakeAnswer[], given: Partial<SignUpContext> = {}) {
  const ports = fakePorts(answers)
  const machine = createMachine(signUpFlow, { ...signUpContext(signUpConfig), ...given }, { ports })
  machine.subscribe(() => undefined)
  return { machine, ports }
}

const press = { type: 'CONTINUE_WITH', strategy } as const

describe('a sign-in with a wallet', () => {
  it('asks the one that was meant, and signs in', async () => {
    install(rabby)
    install(metamask)
    const { machine, ports } = signIn([waiting, signedIn()])
    machine.send(press)
    await settled()
    expect(machine.get()).toMatchObject({ value: 'done', error: undefined })
    expect(ports.calls.map(({ path, form }) => [path, form])).toEqual([
      ['/v1/client/sign_ins', { identifier: fakeAddress, strategy, sign_up_if_missing: true }],
      ['/v1/client/sign_ins/sia_1/attempt_first_factor', { strategy, signature: '0xsigned' }],
    ])
  })

  it('lets somebody choose where the one that was meant is not there', async () => {
    install(rabby)
    const { machine, ports } = signIn([waiting, signedIn()])
    machine.send(press)
    await settled()
    expect(machine.get()).toMatchObject({
      value: 'wallet',
      context: { wallets: [{ id: '2', name: 'Rabby' }], chosen: strategy },
    })
    expect(ports.calls).toEqual([])
    machine.send({ type: 'CHOOSE_WALLET', id: '2' })
    await settled()
    expect(machine.get().value).toBe('done')
  })

  it('says that there is no wallet, and finds the one that was unlocked since', async () => {
    const { machine } = signIn([waiting, signedIn()])
    machine.send(press)
    await settled()
    expect(machine.get()).toMatchObject({ value: 'wallet', context: { wallets: [] } })
    install(metamask)
    machine.send({ type: 'CHOOSE_WALLET', id: undefined })
    await settled()
    expect(machine.get().value).toBe('done')
  })

  it('signs up with a wallet that has no account, by the same signature', async () => {
    install(metamask)
    const complete = makeSignUp({ status: 'complete', created_session_id: 'sess_2' })
    const { machine, ports } = signIn([waiting, transferable, complete])
    machine.send(press)
    await settled()
    expect(machine.get().value).toBe('done')
    expect(ports.calls.at(-1)).toMatchObject({ path: '/v1/client/sign_ups', form: { transfer: true } })
    expect(ports.activated).toEqual(['sess_2'])
  })

  it('goes on where sign-ups are when something is missing', async () => {
    install(metamask)
    const { machine } = signIn([waiting, transferable, makeSignUp({ missing_fields: ['username'] })])
    machine.send(press)
    await settled()
    expect(machine.get()).toMatchObject({ value: 'sign_up', context: { resumes: true, isTransfer: false } })
  })

  it('says that a wallet has no account, where nobody can sign up', async () => {
    install(metamask)
    const config = { ...signInConfig, canSignUp: false }
    const { machine, ports } = signIn([refusal('form_identifier_not_found')], { config })
    machine.send(press)
    await settled()
    expect(machine.get()).toMatchObject({ value: 'start', error: { code: 'external_account_not_found' } })
    expect(ports.calls[0]?.form?.sign_up_if_missing).toBeUndefined()
  })

  it('stays where it was when the owner of the wallet says no, and says so', async () => {
    install(metamask, { request: () => Promise.reject({ code: 4001 }) })
    const { machine, ports } = signIn([])
    machine.send(press)
    await settled()
    expect(machine.get()).toMatchObject({ value: 'start', error: { code: 'web3_request_rejected' } })
    expect(ports.calls).toEqual([])
  })
})

describe('a sign-up with a wallet', () => {
  it('carries the proof over, and asks for what is missing', async () => {
    install(metamask)
    const missing = makeSignUp({ missing_fields: ['username'] })
    const { machine, ports } = signUp([waiting, transferable, missing])
    machine.send(press)
    await settled()
    expect(machine.get().value).toBe('missing')
    expect(ports.calls.at(-1)).toMatchObject({ path: '/v1/client/sign_ups', form: { transfer: true } })
  })

  it('signs in somebody who has an account with it already', async () => {
    install(metamask)
    const { machine, ports } = signUp([waiting, signedIn()])
    machine.send(press)
    await settled()
    expect(machine.get().value).toBe('done')
    expect(ports.activated).toEqual(['sess_1'])
  })
})
