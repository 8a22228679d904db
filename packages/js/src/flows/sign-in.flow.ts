/**
 * The flow of a sign-in. `sign-in.flow.md` is its picture, held against this table by a test. Passkeys add a row and a screen,
 * once the server offers them; until then they are left out.
 */
import type { Failure } from './failure.ts'
import { type FlowPorts, pollEveryMilliseconds } from './flow-ports.ts'
import type { MachineDefinition } from './machine.ts'
import {
  type SignInContext,
  type SignInEvent,
  type SignInState,
  type SignInStep,
  signInHome,
} from './sign-in.context.ts'
import { asksFor, resetFactor, screenOf, sentFactor, usableFactors } from './sign-in.factors.ts'
import * as steps from './sign-in.steps.ts'

/** Where a proof leads. `unavailable`: the server asks for more than this page can show. */
const proven = ['done', 'new_password', 'totp', 'sign_up', 'unavailable', 'start'] as const
const screens = ['password', 'email_code', 'email_link'] as const
/** Where an attempt leads that waits for a proof. */
const further = [...screens, 'alternatives', ...proven] as const
const toAlternatives = { to: ['alternatives'] } as const
const toStart = {
  to: ['start'],
  move: (): SignInStep => ({ set: { notice: null, landing: null, resumes: false } }),
} as const

/** An address leads to a screen only while the attempt it belongs to is open. */
const openWhileProving = ({ signIn }: SignInContext) =>
  signIn?.status === 'needs_first_factor' ? {} : undefined

const openWhenSent =
  (strategy: string) =>
  ({ signIn }: SignInContext) => {
    const factor = sentFactor(signIn, strategy)
    return factor && { factor }
  }

/** Back to where the other ways were asked for. */
const backToFactor = ({ factor }: SignInContext): SignInStep => ({
  to: (factor && screenOf(factor)) ?? 'start',
  set: { notice: null },
})

/** The server names the session that is in the way. */
const keepSession = (_: SignInContext, { faults: [fault] }: Failure): SignInStep => ({
  set: { sessionId: String(fault?.meta.session_id ?? '') },
})

export const signInFlow: MachineDefinition<SignInState, SignInContext, SignInEvent, FlowPorts> = {
  home: signInHome,
  states: {
    start: {
      part: '',
      open: (context) => (signInHome(context) === 'start' ? {} : undefined),
      on: {
        IDENTIFY: {
          to: further,
          call: steps.identify,
          keep: ({ identifier }) => ({ identifier, notice: null }),
        },
        CONTINUE_WITH: {
          to: ['wallet', ...proven],
          call: steps.continueWith,
          keep: ({ strategy }) => ({ chosen: strategy, notice: null }),
        },
        SIGN_UP: { to: ['sign_up'] },
      },
    },
    returned: { part: null, enter: { to: ['start', 'locked'], call: steps.sayFault }, on: {} },
    resume: {
      part: 'next',
      open: ({ signIn }) => (signIn ? {} : undefined),
      enter: { to: further, call: steps.resume },
      on: { BACK: toStart },
    },
    ticket: { part: null, enter: { to: further, call: steps.useTicket }, on: { BACK: toStart } },
    wallet: {
      part: null,
      on: { CHOOSE_WALLET: { to: ['wallet', ...proven], call: steps.chooseWallet }, BACK: toStart },
    },
    password: {
      part: 'password',
      open: ({ signIn }) => {
        const factor = usableFactors(signIn).find(({ strategy }) => strategy === 'password')
        return signIn?.status === 'needs_first_factor' && factor ? { factor } : undefined
      },
      on: {
        SUBMIT_PASSWORD: { to: proven, call: steps.submitPassword },
        FORGOT: {
          to: ['forgot', 'alternatives'],
          move: ({ signIn }) => ({ to: resetFactor(signIn) ? 'forgot' : 'alternatives' }),
        },
        SHOW_ALTERNATIVES: toAlternatives,
        BACK: toStart,
      },
    },
    alternatives: {
      part: 'alternatives',
      open: openWhileProving,
      on: {
        SELECT: {
          to: [...screens, 'reset_code', 'unavailable', 'alternatives', 'done'],
          call: steps.select,
          keep: ({ factor }) => ({ chosen: factor.strategy }),
        },
        TROUBLE: { to: ['trouble'] },
        BACK: { to: ['start', ...screens, 'reset_code'], move: backToFactor },
      },
    },
    forgot: {
      part: 'forgot-password',
      open: (context) => (resetFactor(context.signIn) ? openWhileProving(context) : undefined),
      on: {
        SELECT: { to: [...screens, 'reset_code', 'unavailable', 'forgot', 'done'], call: steps.select },
        BACK: { to: ['start', ...screens, 'reset_code'], move: backToFactor },
      },
    },
    email_code: {
      part: 'email-code',
      open: openWhenSent('email_code'),
      on: {
        SUBMIT_CODE: { to: proven, call: steps.submitCode },
        RESEND: { to: ['email_code', 'start'], call: steps.resend },
        SHOW_ALTERNATIVES: toAlternatives,
        BACK: toStart,
      },
    },
    email_link: {
      part: 'email-link',
      open: openWhenSent('email_link'),
      poll: {
        everyMilliseconds: pollEveryMilliseconds,
        to: [...proven, 'link_expired'],
        call: steps.pollLink,
      },
      on: {
        RESEND: { to: ['email_link', 'start'], call: steps.resend },
        SHOW_ALTERNATIVES: toAlternatives,
        BACK: toStart,
      },
    },
    reset_code: {
      part: 'reset-code',
      open: openWhenSent('reset_password_email_code'),
      on: {
        SUBMIT_CODE: { to: proven, call: steps.submitCode },
        RESEND: { to: ['reset_code', 'start'], call: steps.resend },
        SHOW_ALTERNATIVES: toAlternatives,
        BACK: toStart,
      },
    },
    new_password: {
      part: 'new-password',
      open: ({ signIn }) => (signIn?.status === 'needs_new_password' ? {} : undefined),
      on: {
        SUBMIT_NEW_PASSWORD: { to: proven, call: steps.submitNewPassword },
        BACK: toStart,
      },
    },
    totp: {
      part: 'authenticator-app',
      open: ({ signIn }) => (asksFor(signIn, 'totp') ? {} : undefined),
      on: {
        SUBMIT_CODE: { to: proven, call: steps.submitTotp },
        SHOW_OTHER: { to: ['backup_code'] },
        BACK: toStart,
      },
    },
    backup_code: {
      part: 'backup-code',
      open: ({ signIn }) => (asksFor(signIn, 'backup_code') ? {} : undefined),
      on: {
        SUBMIT_CODE: { to: proven, call: steps.submitBackupCode },
        SHOW_OTHER: { to: ['totp'] },
        BACK: toStart,
      },
    },
    unavailable: {
      part: 'unavailable',
      on: { TROUBLE: { to: ['trouble'] }, BACK: toStart },
    },
    trouble: {
      part: 'help',
      open: openWhileProving,
      on: {
        BACK: {
          to: ['alternatives', 'unavailable'],
          move: ({ signIn }) => ({ to: usableFactors(signIn).length > 0 ? 'alternatives' : 'unavailable' }),
        },
      },
    },
    locked: { part: 'locked', on: { BACK: toStart } },
    choose: {
      part: 'choose',
      open: ({ accounts }) => (accounts.length > 0 ? {} : undefined),
      on: {
        CHOOSE: { to: ['done'], move: (_, { sessionId }) => ({ set: { sessionId } }) },
        ADD_ACCOUNT: toStart,
        SIGN_OUT: { to: ['start'], call: steps.signOut },
      },
    },
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
      on: { RESEND: { to: ['email_link', 'start'], call: steps.resend }, BACK: toStart },
    },
    link_failed: { part: 'link-failed', on: { BACK: toStart } },
    link_mismatch: { part: 'link-other-device', on: { BACK: toStart } },
    sign_up: { part: 'create', on: {} },
    done: { part: null, enter: { to: ['done'], call: steps.activate }, on: {} },
  },
  refusals: {
    resource_not_found: { to: 'start', move: steps.restart },
    client_state_invalid: { to: 'start', move: steps.restart },
    verification_missing: { to: 'start', move: steps.restart },
    no_second_factors: { to: 'start', move: steps.restart },
    user_locked: { to: 'locked', move: () => ({}) },
    form_password_compromised: { to: 'alternatives', move: () => ({ set: { notice: 'compromised' } }) },
    session_exists: { to: 'already_signed_in', move: keepSession },
    identifier_already_signed_in: { to: 'done', move: keepSession },
  },
}
