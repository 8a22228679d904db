import { describe, expect, it, vi } from 'vitest'
import {
  account,
  factors,
  makeSignIn,
  makeSignUp,
  needsSecond,
  sent,
  signedIn,
  signInAt,
  signInConfig,
} from '../testing/attempts.ts'
import { type FakeAnswer, fakePorts, refusal, settle } from '../testing/fake-ports.ts'
import { arrowsOf, readArrows, readRows, rowsOf } from '../testing/flow-diagram.ts'
import { readLinkLanding } from './link-landing.ts'
import { createMachine } from './machine.ts'
import type { SignInContext, SignInEvent } from './sign-in.context.ts'
import { otherFactors } from './sign-in.factors.ts'
import { signInFlow } from './sign-in.flow.ts'

function begin(answers: FakeAnswer[], given: Partial<SignInContext> = {}, part = '') {
  const ports = fakePorts(answers)
  const machine = createMachine(signInFlow, signInAt(given), { ports, part })
  machine.subscribe(() => undefined)
  const send = async (event: SignInEvent) => {
    machine.send(event)
    await settle()
    return machine.get()
  }
  return { machine, ports, send }
}

const ada = { type: 'IDENTIFY', identifier: 'ada@example.com' } as const
const open = { signIn: makeSignIn(), factor: factors.password, identifier: 'ada@example.com' }
/** What a link wrote into the address. */
const landed = (status: string, session: string, ticket = '') =>
  readLinkLanding(
    new URLSearchParams({
      __clerk_status: status,
      ...(session && { __clerk_created_session: session }),
      ...(ticket && { __clerk_ticket: ticket }),
    }),
  )
const diagram = new URL('./sign-in.flow.md', import.meta.url)

describe('the flow of a sign-in', () => {
  it('is the one in the diagram', async () => {
    expect((await readArrows(diagram)).length).toBeGreaterThan(40)
    expect(await readArrows(diagram)).toEqual(arrowsOf(signInFlow))
    expect(await readRows(diagram)).toEqual(rowsOf(signInFlow))
  })

  it('has an address part of its own for every place', () => {
    const parts = Object.values(signInFlow.states).flatMap(({ part }) => (part === null ? [] : [part]))
    expect(new Set(parts).size).toBe(parts.length)
  })

  it('asks for the password, and signs in with it', async () => {
    const { ports, send } = begin([makeSignIn(), signedIn()])
    expect(await send(ada)).toMatchObject({
      value: 'password',
      context: { factor: { strategy: 'password' } },
    })
    expect(await send({ type: 'SUBMIT_PASSWORD', password: 'secret' })).toMatchObject({ value: 'done' })
    expect(ports.activated).toEqual(['sess_1'])
    expect(ports.calls.map(({ path, form }) => [path, form])).toEqual([
      [
        '/v1/client/sign_ins',
        { identifier: 'ada@example.com', password: undefined, sign_up_if_missing: undefined },
      ],
      ['/v1/client/sign_ins/sia_1/attempt_first_factor', { strategy: 'password', password: 'secret' }],
    ])
  })

  it('signs in at once where a password manager has filled in both', async () => {
    const { send, ports } = begin([signedIn()])
    expect(await send({ ...ada, password: 'secret' })).toMatchObject({ value: 'done' })
    expect(ports.calls).toHaveLength(1)
  })

  it('goes on to the password step when the filled-in password is wrong, and says so there', async () => {
    const { send, ports } = begin([
      refusal('form_password_incorrect', { param_name: 'password' }),
      makeSignIn(),
    ])
    expect(await send({ ...ada, password: 'old' })).toMatchObject({
      value: 'password',
      error: { code: 'form_password_incorrect' },
    })
    expect(ports.calls[1]?.form).not.toHaveProperty('password')
  })

  it('begins with a code where the instance prefers one, and sends it to the primary address', async () => {
    const second = { ...factors.code, email_address_id: 'idn_2', primary: false }
    const signIn = makeSignIn({ supported_first_factors: [second, factors.password, factors.code] })
    const { send, ports } = begin([signIn, signIn], { config: { ...signInConfig, prefers: 'otp' } })
    expect(await send(ada)).toMatchObject({ value: 'email_code', context: { resendAt: 31_000 } })
    expect(ports.calls[1]?.form).toMatchObject({ strategy: 'email_code', email_address_id: 'idn_1' })
  })

  it('stays with a wrong password, and keeps no password', async () => {
    const fault = refusal('form_password_incorrect', { param_name: 'password' })
    const { send } = begin([fault], open, 'password')
    const after = await send({ type: 'SUBMIT_PASSWORD', password: 'wrong-secret' })
    expect(after).toMatchObject({ value: 'password', error: { faults: [{ param: 'password' }] } })
    expect(JSON.stringify(after)).not.toContain('wrong-secret')
  })

  it('signs in with a code', async () => {
    const waiting = makeSignIn({ first_factor_verification: sent('email_code') })
    const { send } = begin([waiting, signedIn()], open, 'alternatives')
    expect(await send({ type: 'SELECT', factor: factors.code })).toMatchObject({ value: 'email_code' })
    expect(await send({ type: 'SUBMIT_CODE', code: '424242' })).toMatchObject({ value: 'done' })
  })

  it('waits for a link and goes on when it was opened elsewhere', async () => {
    const waiting = makeSignIn({ first_factor_verification: sent('email_link') })
    const { send, machine, ports } = begin(
      [waiting, waiting, refusal('network_error'), signedIn()],
      open,
      'alternatives',
    )
    expect(await send({ type: 'SELECT', factor: factors.link })).toMatchObject({ value: 'email_link' })
    expect(ports.calls[0]?.form).toMatchObject({ redirect_url: 'https://app.example.com/sign-in#/verify' })
    await ports.tick()
    await ports.tick()
    expect(machine.get()).toMatchObject({ value: 'email_link', error: undefined })
    await ports.tick()
    expect(ports.activated).toEqual(['sess_1'])
  })

  it('says that a link has expired, and sends a new one', async () => {
    const expired = makeSignIn({ first_factor_verification: sent('email_link', 'expired') })
    const { send, machine, ports } = begin(
      [expired, makeSignIn()],
      { ...open, signIn: makeSignIn({ first_factor_verification: sent('email_link') }) },
      'email-link',
    )
    await ports.tick()
    expect(machine.get().value).toBe('link_expired')
    expect(await send({ type: 'RESEND' })).toMatchObject({
      value: 'email_link',
      context: { notice: 'code_sent' },
    })
  })

  it('replaces a forgotten password', async () => {
    const proven = makeSignIn({ status: 'needs_new_password' })
    const { send, ports } = begin([makeSignIn(), proven, signedIn()], open, 'password')
    expect(await send({ type: 'FORGOT' })).toMatchObject({ value: 'forgot' })
    expect(await send({ type: 'SELECT', factor: factors.reset })).toMatchObject({ value: 'reset_code' })
    expect(await send({ type: 'SUBMIT_CODE', code: '424242' })).toMatchObject({ value: 'new_password' })
    const done = await send({ type: 'SUBMIT_NEW_PASSWORD', password: 'new-secret', signOutOthers: true })
    expect(done).toMatchObject({ value: 'done', context: { isPasswordChanged: true } })
    expect(ports.calls.at(-1)).toMatchObject({
      path: '/v1/client/sign_ins/sia_1/reset_password',
      form: { password: 'new-secret', sign_out_of_other_sessions: true },
    })
  })

  it('offers the other ways where a password cannot be reset', async () => {
    const signIn = makeSignIn({ supported_first_factors: [factors.password, factors.code] })
    const { send } = begin([], { ...open, signIn }, 'password')
    expect(await send({ type: 'FORGOT' })).toMatchObject({ value: 'alternatives' })
  })

  it('leads away from a password that others know, to ways that prove the address', async () => {
    const { send } = begin([refusal('form_password_compromised')], open, 'password')
    const after = await send({ type: 'SUBMIT_PASSWORD', password: 'known' })
    expect(after).toMatchObject({ value: 'alternatives', context: { notice: 'compromised' } })
    expect(otherFactors(after.context).map(({ strategy }) => strategy)).toEqual([
      'email_code',
      'email_link',
      'reset_password_email_code',
    ])
  })

  it('leaves out ways it does not know, and says so when none is left', async () => {
    const unknown = [{ strategy: 'passkey' }, { strategy: 'enterprise_sso' }] as never[]
    const some = makeSignIn({ supported_first_factors: [...unknown, factors.code] })
    const mixed = begin([some, some])
    expect(await mixed.send(ada)).toMatchObject({ value: 'email_code' })
    const none = begin([makeSignIn({ supported_first_factors: unknown })])
    expect(await none.send(ada)).toMatchObject({ value: 'unavailable' })
  })

  it('says so where a newer server wants more than this page can show', async () => {
    const unknown = [{ strategy: 'phone_code' as never }]
    const newer = makeSignIn({ status: 'needs_second_factor', supported_second_factors: unknown })
    const { send } = begin([newer], open, 'password')
    expect(await send({ type: 'SUBMIT_PASSWORD', password: 'secret' })).toMatchObject({
      value: 'unavailable',
    })
  })

  it('asks for the code of the authenticator app where one proof is not enough', async () => {
    const { send, ports } = begin([needsSecond, signedIn()], open, 'password')
    expect(await send({ type: 'SUBMIT_PASSWORD', password: 'secret' })).toMatchObject({ value: 'totp' })
    expect(await send({ type: 'SUBMIT_CODE', code: '123456' })).toMatchObject({ value: 'done' })
    expect(ports.calls[1]).toMatchObject({
      path: '/v1/client/sign_ins/sia_1/attempt_second_factor',
      form: { strategy: 'totp', code: '123456' },
    })
  })

  it('takes a backup code instead, and keeps the step when the code is wrong', async () => {
    const wrong = refusal('form_code_incorrect', { param_name: 'code' })
    const { send, ports } = begin([needsSecond, wrong, signedIn()], open, 'password')
    await send({ type: 'SUBMIT_PASSWORD', password: 'secret' })
    expect(await send({ type: 'SHOW_OTHER' })).toMatchObject({ value: 'backup_code' })
    const after = await send({ type: 'SUBMIT_CODE', code: 'abcde' })
    expect(after).toMatchObject({ value: 'backup_code', error: { code: 'form_code_incorrect' } })
    expect(await send({ type: 'SUBMIT_CODE', code: 'fghjk' })).toMatchObject({ value: 'done' })
    expect(ports.calls[2]?.form).toEqual({ strategy: 'backup_code', code: 'fghjk' })
    await send({ type: 'SHOW_OTHER' })
  })

  it('goes from a new password to the second factor', async () => {
    const chosen = { signIn: makeSignIn({ status: 'needs_new_password' }) }
    const { send } = begin([needsSecond], chosen, 'new-password')
    const event = { type: 'SUBMIT_NEW_PASSWORD', password: 'Another-1', signOutOthers: true } as const
    expect(await send(event)).toMatchObject({ value: 'totp', context: { isPasswordChanged: true } })
  })

  it.each([
    ['authenticator-app', 'totp'],
    ['backup-code', 'backup_code'],
  ])('is found again at %s', (part, value) => {
    expect(begin([], { signIn: needsSecond }, part).machine.get().value).toBe(value)
    expect(begin([], { signIn: makeSignIn() }, part).machine.get().value).toBe('start')
  })

  it('begins anew where the second factor is gone', async () => {
    const { send } = begin([refusal('no_second_factors')], { signIn: needsSecond }, 'authenticator-app')
    expect(await send({ type: 'SUBMIT_CODE', code: '123456' })).toMatchObject({
      value: 'start',
      context: { notice: 'expired' },
    })
  })

  it('goes on to a sign-up for an unknown address, with the address', async () => {
    const { send } = begin([refusal('form_identifier_not_found', { param_name: 'identifier' })])
    expect(await send(ada)).toMatchObject({ value: 'sign_up', context: { identifier: 'ada@example.com' } })
  })

  it('stays with an unknown address where no sign-up is offered', async () => {
    const config = { ...signInConfig, isCombined: false }
    const { send } = begin([refusal('form_identifier_not_found', { param_name: 'identifier' })], { config })
    expect(await send(ada)).toMatchObject({ value: 'start', error: { faults: [{ param: 'identifier' }] } })
  })

  it('proves the address first where accounts are concealed, and then carries it over', async () => {
    const config = { ...signInConfig, concealsAccounts: true, prefers: 'otp' as const }
    const transferable = makeSignIn({ first_factor_verification: sent('email_code', 'transferable') })
    const { send, ports } = begin([makeSignIn(), makeSignIn(), transferable], { config })
    await send(ada)
    expect(ports.calls[0]?.form).toMatchObject({ sign_up_if_missing: true })
    expect(await send({ type: 'SUBMIT_CODE', code: '424242' })).toMatchObject({
      value: 'sign_up',
      context: { isTransfer: true },
    })
  })

  it.each(['resource_not_found', 'client_state_invalid', 'verification_missing'] as const)(
    'begins again with the identifier kept after %s',
    async (code) => {
      const { send } = begin([refusal(code)], open, 'password')
      expect(await send({ type: 'SUBMIT_PASSWORD', password: 'secret' })).toMatchObject({
        value: 'start',
        context: { identifier: 'ada@example.com', notice: 'expired', signIn: null },
      })
    },
  )

  it('says that an account is locked', async () => {
    const { send } = begin([refusal('user_locked')])
    expect(await send(ada)).toMatchObject({ value: 'locked', context: { identifier: 'ada@example.com' } })
  })

  it('goes on as whoever is signed in already', async () => {
    const { send, ports } = begin([refusal('identifier_already_signed_in', { session_id: 'sess_9' })])
    expect(await send(ada)).toMatchObject({ value: 'done' })
    expect(ports.activated).toEqual(['sess_9'])
  })

  it('offers to go on or to sign out where one account a browser is the rule', async () => {
    const { machine, send, ports } = begin([], { accounts: [account] })
    expect(machine.get().value).toBe('already_signed_in')
    expect(await send({ type: 'SIGN_OUT' })).toMatchObject({ value: 'start', context: { accounts: [] } })
    const other = begin([], { accounts: [account] })
    await other.send({ type: 'CHOOSE', sessionId: 'sess_9' })
    expect(other.ports.activated).toEqual(['sess_9'])
    expect(ports.activated).toEqual([])
  })

  it('chooses among accounts where there may be several', async () => {
    const config = { ...signInConfig, isSingleSession: false }
    const { send, ports } = begin([], { config, accounts: [account] }, 'choose')
    expect(await send({ type: 'CHOOSE', sessionId: 'sess_9' })).toMatchObject({ value: 'done' })
    expect(ports.activated).toEqual(['sess_9'])
  })

  it('leads an address to its step only while the attempt is at it', () => {
    const at = (part: string, given: Partial<SignInContext>) => begin([], given, part).machine.get().value
    const coded = { signIn: makeSignIn({ first_factor_verification: sent('email_code') }) }
    expect(at('password', open)).toBe('password')
    expect(at('password', {})).toBe('start')
    expect(at('email-code', coded)).toBe('email_code')
    expect(at('email-code', open)).toBe('start')
    expect(at('new-password', open)).toBe('start')
    expect(at('new-password', { signIn: makeSignIn({ status: 'needs_new_password' }) })).toBe('new_password')
    expect(at('complete', open)).toBe('start')
  })

  it('tells what became of a link that was opened here', () => {
    const at = (status: 'verified' | 'expired' | 'failed' | 'client_mismatch', accounts = [account]) =>
      begin([], { landing: landed(status, 'sess_9'), accounts }, 'verify').machine.get().value
    expect(at('verified')).toBe('done')
    expect(at('verified', [])).toBe('link_elsewhere')
    const usedBefore = { landing: landed('verified', ''), accounts: [account] }
    expect(begin([], usedBefore, 'verify').machine.get().value).toBe('already_signed_in')
    expect(at('expired', [])).toBe('link_expired')
    expect(at('failed', [])).toBe('link_failed')
    expect(at('client_mismatch', [])).toBe('link_mismatch')
  })

  it('uses the ticket of a link before it asks for anything', async () => {
    const withTicket = { landing: landed('sign_in', '', 'ticket-1') }
    const { machine, ports } = begin([signedIn()], withTicket)
    expect(machine.get()).toMatchObject({ value: 'ticket', pending: 'ENTER' })
    await settle()
    expect(machine.get().value).toBe('done')
    expect(ports.activated).toEqual(['sess_1'])
    expect(ports.calls.map(({ path, form }) => [path, form])).toEqual([
      ['/v1/client/sign_ins', { strategy: 'ticket', ticket: 'ticket-1' }],
    ])
  })

  it('uses a ticket that is for a new account as what it is, and goes on there', async () => {
    const withTicket = { landing: landed('sign_up', '', 'ticket-1') }
    const finished = begin([makeSignUp({ status: 'complete', created_session_id: 'sess_2' })], withTicket)
    await settle()
    expect(finished.ports.calls.map(({ path }) => path)).toEqual(['/v1/client/sign_ups'])
    expect(finished.ports.activated).toEqual(['sess_2'])
    const { machine } = begin([makeSignUp({ missing_fields: ['password'] })], withTicket)
    await settle()
    expect(machine.get()).toMatchObject({ value: 'sign_up', context: { resumes: true, landing: null } })
  })

  it('says over the form why a ticket opens nothing, once', async () => {
    const { machine, send } = begin([refusal('ticket_expired_code'), makeSignIn()], {
      landing: landed('sign_in', '', 'old'),
    })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'start', error: { code: 'ticket_expired_code' } })
    machine.send({ type: 'VISIT', part: 'nowhere' })
    expect(machine.get().value).toBe('start')
    expect(await send(ada)).toMatchObject({ value: 'password' })
  })

  it('keeps a ticket that never arrived, to be sent again', async () => {
    const { machine, ports } = begin([refusal('network_error'), signedIn()], {
      landing: landed('sign_in', '', 'ticket-1'),
    })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'ticket', error: { code: 'network_error' } })
    machine.send({ type: 'RETRY' })
    await settle()
    expect(ports.activated).toEqual(['sess_1'])
  })

  it('sends another link from the page that an expired one led to', async () => {
    const expired = { landing: landed('expired', ''), signIn: makeSignIn() }
    const { send, ports } = begin([makeSignIn()], expired, 'verify')
    expect(await send({ type: 'RESEND' })).toMatchObject({ value: 'email_link' })
    expect(ports.calls[0]?.form).toMatchObject({ strategy: 'email_link' })
  })

  it('tries again to go on when the application could not be told', async () => {
    const { machine, ports } = begin([], open, 'password')
    let isDown = true
    ports.activate = async (sessionId) => {
      if (isDown) throw refusal('network_error')
      ports.activated.push(sessionId)
    }
    ports.api.send = async () => signedIn() as never
    machine.send({ type: 'SUBMIT_PASSWORD', password: 'secret' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'done', error: { code: 'network_error' } })
    isDown = false
    machine.send({ type: 'RETRY' })
    await settle()
    expect(ports.activated).toEqual(['sess_1'])
  })
})

describe('a sign-in by way of a provider', () => {
  const going = (url = 'https://accounts.google.example/auth') =>
    makeSignIn({
      status: 'needs_identifier',
      first_factor_verification: {
        ...{ ...sent('oauth_google'), object: 'verification_oauth' },
        external_verification_redirect_url: url,
      },
    })

  it('leaves for where the server says, and can be begun again by whoever comes back', async () => {
    const { send, ports } = begin([going(), going()])
    const after = await send({ type: 'CONTINUE_WITH', strategy: 'oauth_google' })
    expect(after).toMatchObject({ value: 'start', pending: undefined, context: { chosen: 'oauth_google' } })
    await send({ type: 'CONTINUE_WITH', strategy: 'oauth_google' })
    expect(ports.left).toEqual(Array(2).fill('https://accounts.google.example/auth'))
    expect(ports.calls[0]).toEqual({
      ...{ method: 'POST', path: '/v1/client/sign_ins' },
      form: { strategy: 'oauth_google', ...ports.way.urls },
    })
  })

  it('ends where somebody comes back with a session, and gives up a way that the server refuses', async () => {
    const { send, ports } = begin([going()])
    const giveUp = vi.fn()
    Object.assign(ports.way, { go: async () => 'sess_1', giveUp })
    expect(await send({ type: 'CONTINUE_WITH', strategy: 'oauth_google' })).toMatchObject({ value: 'done' })
    expect([ports.activated, giveUp.mock.calls]).toEqual([['sess_1'], []])
    const again = begin([refusal('oauth_provider_not_enabled')])
    Object.assign(again.ports.way, { giveUp })
    expect(await again.send({ type: 'CONTINUE_WITH', strategy: 'oauth_google' })).toMatchObject({
      ...{ value: 'start', error: { code: 'oauth_provider_not_enabled' } },
    })
    expect(giveUp).toHaveBeenCalledOnce()
  })

  // CWE-601 and CWE-79: whatever an answer says, the page is left for no script.
  it.each(['javascript:alert(1)', '', '/v1/oauth'])('leaves for no %j', async (url) => {
    const { send, ports } = begin([going(url)])
    expect(await send({ type: 'CONTINUE_WITH', strategy: 'oauth_google' })).toMatchObject({
      error: { code: 'unknown_error' },
    })
    expect(ports.left).toEqual([])
  })

  it('offers the provider where the account has no other way, and leaves for it when it is chosen', async () => {
    const factor = { strategy: 'oauth_google' }
    const { send, ports } = begin([makeSignIn({ supported_first_factors: [factor] as never }), going()])
    expect(await send(ada)).toMatchObject({ value: 'alternatives', context: { factor: null } })
    expect(ports.left).toEqual([])
    await send({ type: 'SELECT', factor })
    expect(ports.left).toHaveLength(1)
    expect(ports.calls[1]).toMatchObject({ path: '/v1/client/sign_ins/sia_1/prepare_first_factor' })
  })

  const failed = (code: string) => ({
    fault: { code, message: 'short', long_message: 'in the server’s words' },
  })

  it('says what the provider sent somebody back with, and resets the attempt', async () => {
    const { machine, ports } = begin(
      [makeSignIn({ status: 'needs_identifier' })],
      failed('oauth_access_denied'),
    )
    expect(machine.get().value).toBe('returned')
    await settle()
    expect(machine.get()).toMatchObject({
      value: 'start',
      error: { code: 'oauth_access_denied', faults: [{ message: 'in the server’s words' }] },
      context: { fault: null, signIn: null },
    })
    expect(ports.calls).toEqual([{ method: 'POST', path: '/v1/client/sign_ins', form: {} }])
  })

  it('says it also where the reset does not arrive', async () => {
    const { machine } = begin([refusal('network_error')], failed('oauth_access_denied'))
    await settle()
    expect(machine.get()).toMatchObject({ value: 'start', error: { code: 'oauth_access_denied' } })
  })

  it('shows that an account is locked on its own page', async () => {
    const { machine } = begin([makeSignIn()], failed('user_locked'))
    await settle()
    expect(machine.get()).toMatchObject({ value: 'locked', error: undefined })
  })

  it('goes on with an address that the provider did not prove', async () => {
    const unproven = makeSignIn({ supported_first_factors: [factors.code] })
    const { machine, ports } = begin([unproven], { signIn: unproven, resumes: true })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'email_code', context: { resumes: false } })
    expect(ports.calls[0]?.form).toMatchObject({ strategy: 'email_code', email_address_id: 'idn_1' })
  })

  it.each([
    ['needs_new_password', 'new_password'],
    ['needs_second_factor', 'totp'],
    ['complete', 'done'],
  ])('goes on at %s', async (status, value) => {
    const signIn = makeSignIn({
      status: status as 'complete',
      supported_second_factors: [{ strategy: 'totp' }],
    })
    const { machine } = begin([], { signIn, resumes: true })
    await settle()
    expect(machine.get().value).toBe(value)
  })

  it('says beside the next step what a provider refused on the way', async () => {
    const signIn = makeSignIn({ supported_first_factors: [factors.password] })
    const { machine } = begin([], { signIn, resumes: true, ...failed('oauth_access_denied') })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'password', error: { code: 'oauth_access_denied' } })
  })

  it('begins anew where there is nothing to go on with', async () => {
    const { machine } = begin([], { resumes: true })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'start', context: { notice: 'expired' } })
  })
})
