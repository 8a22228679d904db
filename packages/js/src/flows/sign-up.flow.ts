/** The flow of a sign-up. `sign-up.flow.md` is its picture, held against this table by a test. */
import type { Failure } from './failure.ts'
import { type FlowPorts, pollEveryMilliseconds } from './flow-ports.ts'
import type { MachineDefinition } from './machine.ts'
import { missingFields } from './missing-fields.ts'
import {
  type SignUpContext,
  type SignUpEvent,
  type SignUpState,
  type SignUpStep,
  signUpHome,
} from './sign-up.context.ts'
import * as steps from './sign-up.steps.ts'

/** Where fields and proofs lead. */
const further = ['missing', 'verify_code', 'verify_link', 'done', 'start'] as const
const toStart = {
  to: ['start'],
  move: (): SignUpStep => ({ set: { notice: null, landing: null, resumes: false } }),
} as const
const toSignIn = { to: ['sign_in'] } as const
const submit = { to: [...further, 'account_exists'], call: steps.submit, keep: steps.keepValues } as const

/** An address leads to a proof only while it is waited for. */
const openWhenSent =
  (strategy: string) =>
  ({ signUp }: SignUpContext) => {
    const proof = signUp?.verifications.email_address
    return proof?.strategy === strategy && proof.next_action === 'needs_attempt' ? {} : undefined
  }

/** The server names the session that is in the way. */
const keepSession = (_: SignUpContext, { faults: [fault] }: Failure): SignUpStep => ({
  set: { sessionId: String(fault?.meta.session_id ?? '') },
})

export const signUpFlow: MachineDefinition<SignUpState, SignUpContext, SignUpEvent, FlowPorts> = {
  home: signUpHome,
  states: {
    transfer: { part: null, enter: { to: further, call: steps.transfer }, on: {} },
    start: {
      part: '',
      open: (context) => (signUpHome(context) === 'start' ? {} : undefined),
      on: {
        SUBMIT: submit,
        CONTINUE_WITH: {
          to: [...further, 'wallet', 'sign_in'],
          call: steps.continueWith,
          keep: ({ strategy }) => ({ chosen: strategy, notice: null }),
        },
        SIGN_IN: toSignIn,
      },
    },
    returned: { part: null, enter: { to: ['start'], call: steps.sayFault }, on: {} },
    resume: {
      part: 'next',
      open: ({ signUp }) => (signUp ? {} : undefined),
      enter: { to: further, call: steps.resume },
      on: { BACK: toStart },
    },
    ticket: {
      part: null,
      enter: { to: [...further, 'restricted', 'sign_in'], call: steps.useTicket },
      on: { BACK: toStart },
    },
    wallet: {
      part: null,
      on: {
        CHOOSE_WALLET: { to: ['wallet', ...further, 'sign_in'], call: steps.chooseWallet },
        BACK: toStart,
      },
    },
    missing: {
      part: 'continue',
      open: ({ signUp }) => (missingFields(signUp).length > 0 ? {} : undefined),
      on: { SUBMIT: submit, BACK: toStart },
    },
    verify_code: {
      part: 'verify-email-address',
      open: openWhenSent('email_code'),
      on: {
        SUBMIT_CODE: { to: further, call: steps.submitCode },
        RESEND: { to: ['verify_code', 'start'], call: steps.resend },
        SWITCH: { to: ['verify_link'], call: steps.switchProof },
        BACK: toStart,
      },
    },
    verify_link: {
      part: 'verify-email-link',
      open: openWhenSent('email_link'),
      poll: {
        everyMilliseconds: pollEveryMilliseconds,
        to: [...further, 'link_expired'],
        call: steps.pollLink,
      },
      on: {
        RESEND: { to: ['verify_link', 'start'], call: steps.resend },
        SWITCH: { to: ['verify_code'], call: steps.switchProof },
        BACK: toStart,
      },
    },
    account_exists: { part: 'account-exists', on: { SIGN_IN: toSignIn, BACK: toStart } },
    restricted: { part: 'restricted', on: { SIGN_IN: toSignIn } },
    already_signed_in: {
      part: 'signed-in',
      on: {
        CHOOSE: { to: ['done'], move: (_, { sessionId }) => ({ set: { sessionId } }) },
        SIGN_OUT: { to: ['start'], call: steps.signOut },
      },
    },
    link_elsewhere: { part: 'verified', on: {} },
    link_expired: {
      part: 'link-expired',
      on: { RESEND: { to: ['verify_link', 'verify_code', 'start'], call: steps.resend }, BACK: toStart },
    },
    link_failed: { part: 'link-failed', on: { BACK: toStart } },
    link_mismatch: { part: 'link-other-device', on: { BACK: toStart } },
    sign_in: { part: null, on: {} },
    done: { part: null, enter: { to: ['done'], call: steps.activate }, on: {} },
  },
  refusals: {
    resource_not_found: { to: 'start', move: steps.restart },
    client_state_invalid: { to: 'start', move: steps.restart },
    sign_up_outdated_verification: { to: 'start', move: steps.restart },
    account_transfer_invalid: { to: 'start', move: steps.restart },
    sign_up_mode_restricted: { to: 'restricted', move: () => ({}) },
    sign_up_restricted_waitlist: { to: 'restricted', move: () => ({}) },
    session_exists: { to: 'already_signed_in', move: keepSession },
  },
}
