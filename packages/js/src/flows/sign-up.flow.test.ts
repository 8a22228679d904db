import { describe, expect, it } from 'vitest'
import {
  makeSignIn,
  makeSignUp,
  provingSignUp,
  sent,
  signedIn,
  signUpAt,
  signUpConfig,
} from '../testing/attempts.ts'
import { type FakeAnswer, fakePorts, refusal, settle } from '../testing/fake-ports.ts'
import { arrowsOf, readArrows, readRows, rowsOf } from '../testing/flow-diagram.ts'
import { readLinkLanding } from './link-landing.ts'
import { createMachine } from './machine.ts'
import { missingFields } from './missing-fields.ts'
import { readSignUpConfig, type SignUpContext, type SignUpEvent } from './sign-up.context.ts'
import { signUpFlow } from './sign-up.flow.ts'

function begin(answers: FakeAnswer[], given: Partial<SignUpContext> = {}, part = '') {
  const ports = fakePorts(answers)
  const machine = createMachine(signUpFlow, signUpAt(given), { ports, part })
  machine.subscribe(() => undefined)
  const send = async (event: SignUpEvent) => {
    machine.send(event)
    await settle()
    return machine.get()
  }
  return { machine, ports, send }
}

const values = { email_address: 'ada@example.com', password: 'correct-horse' }
const submit = { type: 'SUBMIT', values } as const
const complete = makeSignUp({ status: 'complete', created_session_id: 'sess_1' })
/** What a link with a ticket wrote into the address. */
const landing = (status: string) =>
  readLinkLanding(new URLSearchParams({ __clerk_status: status, __clerk_ticket: 'ticket-1' }))
const diagram = new URL('./sign-up.flow.md', import.meta.url)

describe('the flow of a sign-up', () => {
  it('is the one in the diagram', async () => {
    expect((await readArrows(diagram)).length).toBeGreaterThan(30)
    expect(await readArrows(diagram)).toEqual(arrowsOf(signUpFlow))
    expect(await readRows(diagram)).toEqual(rowsOf(signUpFlow))
  })

  it('gives the fields, asks for the code in the same call, and ends with it', async () => {
    const { send, ports } = begin([provingSignUp('email_code'), complete])
    expect(await send(submit)).toMatchObject({ value: 'verify_code', context: { resendAt: 31_000 } })
    expect(ports.calls[0]).toMatchObject({ method: 'POST', form: { ...values, strategy: 'email_code' } })
    expect(await send({ type: 'SUBMIT_CODE', code: '424242' })).toMatchObject({ value: 'done' })
    expect(ports.activated).toEqual(['sess_1'])
  })

  it('uses the ticket of an invitation first, and asks for what is missing then', async () => {
    const { machine, ports, send } = begin([makeSignUp({ missing_fields: ['password'] }), complete], {
      landing: landing('sign_up'),
    })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'missing', context: { landing: null } })
    expect(ports.calls).toEqual([
      { method: 'POST', path: '/v1/client/sign_ups', form: { strategy: 'ticket', ticket: 'ticket-1' } },
    ])
    expect(await send({ type: 'SUBMIT', values: { password: 'correct-horse' } })).toMatchObject({
      value: 'done',
    })
  })

  it('signs in by a ticket that is for somebody with an account', async () => {
    const { ports } = begin([signedIn()], { landing: landing('sign_in') })
    await settle()
    expect(ports.calls.map(({ path }) => path)).toEqual(['/v1/client/sign_ins'])
    expect(ports.activated).toEqual(['sess_1'])
    const further = begin([makeSignIn()], { landing: landing('sign_in') })
    await settle()
    expect(further.machine.get()).toMatchObject({ value: 'sign_in' })
  })

  it('says why an invitation opens nothing, where one may sign up without it and where not', async () => {
    const refused = () => [refusal('ticket_invalid_code')]
    const open = begin(refused(), { landing: landing('sign_up') })
    const closed = begin(refused(), {
      landing: landing('sign_up'),
      config: { ...signUpConfig, isOpen: false },
    })
    await settle()
    expect(open.machine.get()).toMatchObject({ value: 'start', error: { code: 'ticket_invalid_code' } })
    expect(closed.machine.get()).toMatchObject({
      value: 'restricted',
      error: { code: 'ticket_invalid_code' },
    })
  })

  it('keeps what was typed, but not the password', async () => {
    const { send } = begin([refusal('network_error')])
    const after = await send(submit)
    expect(after).toMatchObject({ value: 'start', error: { code: 'network_error' } })
    expect(after.context.values).toEqual({ email_address: 'ada@example.com' })
  })

  it('asks for what is missing before the mailbox', async () => {
    const missing = provingSignUp('email_code', { missing_fields: ['username'] })
    const { send, ports } = begin([missing, provingSignUp('email_code')])
    expect(await send(submit)).toMatchObject({ value: 'missing' })
    expect(await send({ type: 'SUBMIT', values: { username: 'ada' } })).toMatchObject({
      value: 'verify_code',
    })
    expect(ports.calls[1]).toMatchObject({
      method: 'PATCH',
      path: '/v1/client/sign_ups/sua_1',
      form: { username: 'ada' },
    })
  })

  it('is over at once where nothing has to be proven', async () => {
    const { send } = begin([complete], { config: { ...signUpConfig, verifyWith: [] } })
    expect(await send(submit)).toMatchObject({ value: 'done' })
  })

  it('waits for a link, and can be switched to a code', async () => {
    const config = { ...signUpConfig, verifyWith: ['email_link', 'email_code'] as const }
    const answers = [provingSignUp('email_link'), provingSignUp('email_link'), provingSignUp('email_code')]
    const { send, ports, machine } = begin(answers, { config })
    expect(await send(submit)).toMatchObject({ value: 'verify_link' })
    expect(ports.calls[0]?.form).toMatchObject({ redirect_url: 'https://app.example.com/sign-in#/verify' })
    await ports.tick()
    expect(machine.get().value).toBe('verify_link')
    expect(await send({ type: 'SWITCH' })).toMatchObject({ value: 'verify_code' })
  })

  it('goes on when the link was opened elsewhere', async () => {
    const { ports } = begin([complete], { signUp: provingSignUp('email_link') }, 'verify-email-link')
    await ports.tick()
    expect(ports.activated).toEqual(['sess_1'])
  })

  it('says that somebody has the address already', async () => {
    const { send } = begin([refusal('form_identifier_exists', { param_name: 'email_address' })])
    expect(await send(submit)).toMatchObject({
      value: 'account_exists',
      context: { values: { email_address: 'ada@example.com' } },
    })
    expect(await send({ type: 'SIGN_IN' })).toMatchObject({ value: 'sign_in' })
  })

  it('leaves a taken username at its field', async () => {
    const { send } = begin([refusal('form_identifier_exists', { param_name: 'username' })])
    expect(await send(submit)).toMatchObject({ value: 'start', error: { faults: [{ param: 'username' }] } })
  })

  it('replaces an attempt that has ended meanwhile without a word', async () => {
    const { send, ports } = begin([refusal('client_state_invalid'), provingSignUp('email_code')], {
      signUp: makeSignUp({ email_address: 'old@example.com' }),
    })
    expect(await send(submit)).toMatchObject({ value: 'verify_code' })
    expect(ports.calls.map(({ method }) => method)).toEqual(['PATCH', 'POST'])
  })

  it('begins again with what was typed after the attempt was lost', async () => {
    const given = { signUp: provingSignUp('email_code'), values: { email_address: 'ada@example.com' } }
    const { send } = begin([refusal('resource_not_found')], given, 'verify-email-address')
    expect(await send({ type: 'SUBMIT_CODE', code: '424242' })).toMatchObject({
      value: 'start',
      context: { notice: 'expired', values: { email_address: 'ada@example.com' }, signUp: null },
    })
  })

  it('takes over what a sign-in has proven', async () => {
    const carried = makeSignUp({ missing_fields: ['password'], unverified_fields: [] })
    const { machine, ports } = begin([carried], { isTransfer: true })
    await settle()
    expect(ports.calls[0]?.form).toEqual({ transfer: true })
    expect(machine.get()).toMatchObject({
      value: 'missing',
      context: { values: { email_address: 'ada@example.com' } },
    })
  })

  it('asks only for what it knows, and says so where that is nothing', async () => {
    const missing = (...names: string[]) =>
      makeSignUp({ missing_fields: names as never, unverified_fields: [] })
    const { send, machine } = begin([missing('thumbprint', 'username'), missing('thumbprint')])
    expect(await send(submit)).toMatchObject({ value: 'missing' })
    expect(missingFields(machine.get().context.signUp)).toEqual(['username'])
    expect(await send(submit)).toMatchObject({ value: 'start', error: { code: 'unknown_error' } })
  })

  it('is closed where the instance says so', async () => {
    expect(begin([], { config: { ...signUpConfig, isOpen: false } }).machine.get().value).toBe('restricted')
    const { send } = begin([refusal('sign_up_mode_restricted')])
    expect(await send(submit)).toMatchObject({ value: 'restricted' })
  })

  it('sends a code again', async () => {
    const { send } = begin(
      [provingSignUp('email_code')],
      { signUp: provingSignUp('email_code') },
      'verify-email-address',
    )
    expect(await send({ type: 'RESEND' })).toMatchObject({
      value: 'verify_code',
      context: { notice: 'code_sent' },
    })
  })
})

describe('a sign-up by way of a provider', () => {
  const account = { ...sent('oauth_google'), object: 'verification_oauth' } as const
  const url = 'https://accounts.google.example/auth'
  const going = makeSignUp({
    verifications: {
      ...makeSignUp().verifications,
      external_account: { ...account, external_verification_redirect_url: url },
    },
  })

  it('leaves for where the server says', async () => {
    const { send, ports } = begin([going])
    const after = await send({ type: 'CONTINUE_WITH', strategy: 'oauth_google' })
    expect(after).toMatchObject({ value: 'start', context: { chosen: 'oauth_google' }, error: undefined })
    expect(ports.left).toEqual([url])
    expect(ports.calls[0]).toEqual({
      ...{ method: 'POST', path: '/v1/client/sign_ups' },
      form: { strategy: 'oauth_google', ...ports.way.urls },
    })
  })

  it('ends where somebody comes back with a session', async () => {
    const { send, ports } = begin([going])
    ports.way.go = async () => 'sess_1'
    expect(await send({ type: 'CONTINUE_WITH', strategy: 'oauth_google' })).toMatchObject({ value: 'done' })
    expect(ports.activated).toEqual(['sess_1'])
  })

  it('says what the provider sent somebody back with, and resets the attempt', async () => {
    const fault = { code: 'external_account_exists', message: 'taken' }
    const { machine, ports } = begin([makeSignUp()], { fault, signUp: going })
    expect(machine.get().value).toBe('returned')
    await settle()
    expect(machine.get()).toMatchObject({
      ...{ value: 'start', error: { code: 'external_account_exists' } },
      context: { fault: null, signUp: null },
    })
    expect(ports.calls).toEqual([{ method: 'POST', path: '/v1/client/sign_ups', form: {} }])
  })

  it('asks for what the provider did not say, and then for a proof of the address', async () => {
    const missing = makeSignUp({ missing_fields: ['username'], first_name: 'Ada' })
    const { machine, send, ports } = begin([provingSignUp('email_code')], { signUp: missing, resumes: true })
    await settle()
    expect(machine.get()).toMatchObject({
      ...{ value: 'missing', context: { resumes: false, values: { first_name: 'Ada' } } },
    })
    await send({ type: 'SUBMIT', values: { username: 'ada' } })
    expect(ports.calls).toMatchObject([{ method: 'PATCH', form: { username: 'ada' } }])
    expect(machine.get().value).toBe('verify_code')
  })

  it('sends the code for an address that the provider did not prove', async () => {
    const { machine, ports } = begin([provingSignUp('email_code')], { signUp: makeSignUp() }, 'next')
    await settle()
    expect(machine.get().value).toBe('verify_code')
    expect(ports.calls).toMatchObject([{ path: '/v1/client/sign_ups/sua_1/prepare_verification' }])
  })
})

describe('what is asked for', () => {
  const email = { enabled: true, required: true, used_for_first_factor: true, verifications: [] }
  const off = { enabled: false, required: false, used_for_first_factor: false }
  const environment = (address: object) =>
    ({
      user_settings: {
        attributes: {
          ...{ email_address: { ...email, ...address }, username: off, password: off },
          ...{ first_name: { ...off, enabled: true }, last_name: off },
        },
        ...{ sign_up: { mode: 'public', legal_consent_enabled: true } },
        password_settings: { min_length: 8 },
      },
      ...{ display_config: { sign_in_url: '/in' }, auth_config: { single_session_mode: true } },
    }) as never
  const fieldsOf = (address: object) => readSignUpConfig(environment(address)).fields.map(({ name }) => name)

  it('is nothing where nobody could sign in with it', () => {
    expect(fieldsOf({})).toEqual(['first_name', 'email_address', 'legal_accepted'])
    expect(fieldsOf({ used_for_first_factor: false })).toEqual([])
    expect(fieldsOf({ enabled: false })).toEqual([])
  })
})
