import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  account,
  factors,
  makeSignIn,
  makeSignUp,
  provingSignUp,
  sent,
  signedIn,
  signInAt,
  signUpAt,
} from '../testing/attempts.ts'
import { fakePorts, refusal, settle } from '../testing/fake-ports.ts'
import { arrowsOf } from '../testing/flow-diagram.ts'
import { createMachine, type FlowEvent, type Machine } from './machine.ts'
import { signInFlow } from './sign-in.flow.ts'
import { signUpFlow } from './sign-up.flow.ts'

const refusals = [
  ...([
    'network_error',
    'resource_not_found',
    'client_state_invalid',
    'user_locked',
    'session_exists',
  ] as const),
  ...(['form_code_incorrect', 'form_password_compromised', 'form_identifier_not_found'] as const),
  ...(['sign_up_mode_restricted', 'form_identifier_exists', 'internal_error'] as const),
].map((code) => refusal(code, { param_name: 'email_address' }))

const signIns = [
  ...[
    makeSignIn(),
    signedIn(),
    makeSignIn({ status: 'needs_new_password' }),
    makeSignIn({ status: 'abandoned' }),
  ],
  makeSignIn({ supported_first_factors: [] }),
  makeSignIn({ supported_first_factors: null, status: 'needs_second_factor' }),
  makeSignIn({
    status: 'needs_second_factor',
    supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
  }),
  makeSignIn({ first_factor_verification: sent('email_link', 'expired') }),
  makeSignIn({ first_factor_verification: sent('email_code', 'transferable') }),
  makeSignIn({ supported_first_factors: [{ strategy: 'oauth_google' }] }),
  makeSignIn({
    first_factor_verification: {
      ...sent('oauth_google'),
      external_verification_redirect_url: 'https://provider.example',
    },
  }),
]
const signUps = [
  ...[makeSignUp(), provingSignUp('email_code'), provingSignUp('email_link')],
  makeSignUp({ missing_fields: ['username'] }),
  makeSignUp({ status: 'complete', created_session_id: 'sess_1' }),
  makeSignUp({ status: 'abandoned' }),
]

/** What a provider sends somebody back with. */
const fault = { code: 'oauth_access_denied', message: 'no' }

const factor = fc.constantFrom(...Object.values(factors), { strategy: 'nobody_knows' })
const event = (types: readonly string[]) =>
  fc.record({
    type: fc.constantFrom(...types, 'RETRY', 'VISIT', 'UNHEARD_OF', '__proto__'),
    ...{ identifier: fc.string(), password: fc.string(), code: fc.string(), signOutOthers: fc.boolean() },
    ...{
      sessionId: fc.constant('sess_9'),
      factor,
      values: fc.constant({ email_address: 'ada@example.com' }),
    },
    strategy: fc.constantFrom('oauth_google', 'oauth_', '__proto__'),
    part: fc.constantFrom(
      '',
      'next',
      'password',
      'email-code',
      'authenticator-app',
      'choose',
      'verify',
      'continue',
      'nowhere',
    ),
  })

/** By number, so that a counterexample can be read. */
const answersFrom = (count: number) => fc.array(fc.nat(count - 1), { minLength: 60, maxLength: 60 })

interface Table {
  states: Record<string, { on: object; part: string | null; open?: unknown }>
  refusals: Record<string, { to: string }>
  home: unknown
}

/** Whether a flow may have come from one state to the other: by an arrow, by a refusal, or by an address. */
function isAllowed(table: Table, from: string, to: string): boolean {
  const arrows = arrowsOf(table).map((arrow) => arrow.split(' : ')[0])
  const refused = Object.values(table.refusals).map((one) => one.to)
  return from === to || arrows.includes(`${from} --> ${to}`) || refused.includes(to)
}

async function walk<Event extends FlowEvent>(
  machine: Machine<string, unknown, Event>,
  table: Table,
  events: readonly FlowEvent[],
): Promise<void> {
  machine.subscribe(() => undefined)
  await settle()
  for (const event of events) {
    const before = machine.get().value
    machine.send(event as Event)
    await settle()
    const { value, pending } = machine.get()
    expect(Object.keys(table.states)).toContain(value)
    expect(pending).toBeUndefined()
    if (event.type !== 'VISIT') expect(isAllowed(table, before, value), `${before} -> ${value}`).toBe(true)
  }
}

const eventsOf = ({ states }: Table) => [
  ...new Set(Object.values(states).flatMap(({ on }) => Object.keys(on))),
]

describe('whatever is sent and whatever is answered', () => {
  it('a sign-in never leaves its table and never throws', async () => {
    const pool = [...signIns, ...refusals]
    const answers = answersFrom(pool.length)
    const events = fc.array(event(eventsOf(signInFlow)), { maxLength: 20 })
    const beginnings = fc.constantFrom(
      {},
      { accounts: [account] },
      { fault },
      { resumes: true, signIn: makeSignIn() },
    )
    await fc.assert(
      fc.asyncProperty(events, answers, beginnings, async (sequence, given, beginning) => {
        const context = signInAt(beginning)
        const machine = createMachine(signInFlow, context, {
          ports: fakePorts(given.map((index) => pool[index] ?? makeSignIn())),
        })
        await walk(machine as never, signInFlow as never, sequence)
      }),
      { numRuns: 300 },
    )
  })

  it('a sign-up never leaves its table and never throws', async () => {
    const pool = [...signUps, ...refusals]
    const answers = answersFrom(pool.length)
    const events = fc.array(event(eventsOf(signUpFlow)), { maxLength: 20 })
    const beginnings = fc.constantFrom(
      {},
      { isTransfer: true },
      { fault },
      { resumes: true, signUp: makeSignUp() },
    )
    await fc.assert(
      fc.asyncProperty(events, answers, beginnings, async (sequence, given, beginning) => {
        const machine = createMachine(signUpFlow, signUpAt(beginning), {
          ports: fakePorts(given.map((index) => pool[index] ?? makeSignIn())),
        })
        await walk(machine as never, signUpFlow as never, sequence)
      }),
      { numRuns: 300 },
    )
  })
})
