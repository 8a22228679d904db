/**
 * What is done on the page that a provider leads back to. `sso-callback.flow.md` is its picture, held against this table by a
 * test. It ends where one of the other flows goes on, or somebody is signed in.
 */
import { faultOf } from './fault-of.ts'
import type { ClientState, FlowApi } from './flow-api.ts'
import type { MachineDefinition, Step, Timer } from './machine.ts'
import type { SignIn } from './sign-in.context.ts'
import type { SignUp } from './sign-up.context.ts'

export interface SsoCallbackContext {
  signIn: SignIn | null
  signUp: SignUp | null
  /** What is still asked of somebody who is signed in. */
  task: string | null
  /** Whether strangers who came to sign in may sign up. */
  transferable: boolean
  /** What the app keeps of whoever signs up. */
  unsafeMetadata: Record<string, unknown> | undefined
  sessionId: string | null
  /** Which way in it was that came to an end. */
  kind: 'sign-in' | 'sign-up'
}

/** All but the first three are where something else goes on. */
export type SsoCallbackState =
  | 'reading'
  | 'transfer_to_sign_in'
  | 'transfer_to_sign_up'
  | 'done'
  | 'first_factor'
  | 'second_factor'
  | 'new_password'
  | 'continue'
  | 'verify'
  | 'task'
  | 'sign_in'
  | 'sign_up'

export type SsoCallbackEvent = { type: 'BACK' }

/** What the page may ask of the world. */
export interface SsoCallbackPorts extends Timer {
  api: FlowApi
  /** Makes a session the active one, and goes to where whoever signed in or up wanted to be. */
  activate(sessionId: string, kind: SsoCallbackContext['kind']): Promise<void>
}

type CallbackStep = Step<SsoCallbackState, SsoCallbackContext> & { to: SsoCallbackState }

/** What the client says, as it came back. */
export function ssoCallbackContext(
  client: ClientState | null,
  given: { transferable?: boolean | undefined; unsafeMetadata?: Record<string, unknown> | undefined } = {},
): SsoCallbackContext {
  const active = client?.sessions.find(({ id }) => id === client.last_active_session_id)
  return {
    signIn: (client?.sign_in ?? null) as SignIn | null,
    signUp: (client?.sign_up ?? null) as SignUp | null,
    task: active?.tasks?.[0]?.key ?? null,
    transferable: given.transferable ?? true,
    unsafeMetadata: given.unsafeMetadata,
    sessionId: null,
    kind: 'sign-in',
  }
}

const isIn = (signIn: SignIn): CallbackStep => ({
  to: 'done',
  set: { signIn, sessionId: signIn.created_session_id, kind: 'sign-in' },
})

const isUp = (signUp: SignUp): CallbackStep => ({
  to: 'done',
  set: { signUp, sessionId: signUp.created_session_id, kind: 'sign-up' },
})

/** What an attempt to sign in still asks for. The text is open: a newer server may ask for more. */
function asksFor(signIn: SignIn | null): SsoCallbackState | undefined {
  const states: Record<string, SsoCallbackState> = {
    needs_first_factor: 'first_factor',
    needs_second_factor: 'second_factor',
    needs_new_password: 'new_password',
  }
  return signIn ? states[signIn.status] : undefined
}

/** What is missing is asked for before the address is proven, so that the mailbox comes last. */
const nextOfSignUp = (signUp: SignUp): CallbackStep => ({
  to: signUp.missing_fields.length > 0 ? 'continue' : 'verify',
  set: { signUp },
})

const proofOf = ({ signIn }: SsoCallbackContext) => signIn?.first_factor_verification
const accountOf = ({ signUp }: SsoCallbackContext) => signUp?.verifications.external_account

/** These have a page of their own, wherever they are offered. */
const enterprise: readonly string[] = ['enterprise_sso', 'saml']

type Rule = (context: SsoCallbackContext) => CallbackStep | false | undefined

/**
 * The order in which the client is read (wire contract 8.3): attempts of before are there, too, and the first row that holds
 * decides. Row 2 is about a protection that this server does not have; row 14 is what is left.
 */
const precedence: readonly Rule[] = [
  // 1
  ({ signIn }) => signIn?.status === 'complete' && isIn(signIn),
  // 3
  (context) => {
    const { status, error } = accountOf(context) ?? {}
    return (
      status === 'transferable' && error?.code === 'external_account_exists' && { to: 'transfer_to_sign_in' }
    )
  },
  // 4
  (context) =>
    [proofOf(context), accountOf(context)].some((proof) => proof?.error?.code === 'user_locked') && {
      to: 'sign_in',
    },
  // 5
  ({ signIn }) =>
    asksFor(signIn) === 'first_factor' &&
    signIn?.supported_first_factors?.some(({ strategy }) => !enterprise.includes(strategy)) && {
      to: 'first_factor',
    },
  // 6
  ({ signIn }) => asksFor(signIn) === 'new_password' && { to: 'new_password' },
  // 7
  (context) =>
    proofOf(context)?.status === 'transferable' && {
      to: context.transferable ? 'transfer_to_sign_up' : 'sign_in',
    },
  // 8
  ({ signUp }) => signUp?.status === 'complete' && isUp(signUp),
  // 9
  ({ signIn }) => asksFor(signIn) === 'second_factor' && { to: 'second_factor' },
  // 10
  (context) => {
    const error = [proofOf(context), accountOf(context)].find(
      (proof) => proof?.error?.code === 'identifier_already_signed_in',
    )?.error
    const sessionId = error?.meta?.session_id
    return typeof sessionId === 'string' && { to: 'done', set: { sessionId } }
  },
  // 11
  (context) => faultOf(accountOf(context)) !== null && { to: 'sign_up' },
  // 12
  (context) => {
    const { signUp } = context
    const isProven = signUp?.status === 'missing_requirements' && accountOf(context)?.status === 'verified'
    return isProven && nextOfSignUp(signUp)
  },
  // 13
  ({ task }) => task !== null && { to: 'task' },
]

async function read(context: SsoCallbackContext): Promise<CallbackStep> {
  for (const rule of precedence) {
    const step = rule(context)
    if (step) return step
  }
  return { to: 'sign_in' }
}

/** Somebody came to sign up, and has an account already. */
async function transferToSignIn(
  _: SsoCallbackContext,
  __: unknown,
  { api }: SsoCallbackPorts,
): Promise<CallbackStep> {
  const signIn = await api.send<SignIn>({
    ...{ method: 'POST', path: '/v1/client/sign_ins', form: { transfer: true } },
  })
  if (signIn.status === 'complete') return isIn(signIn)
  return { to: asksFor(signIn) ?? 'sign_in', set: { signIn } }
}

/** Somebody came to sign in, and has no account yet. */
async function transferToSignUp(
  { unsafeMetadata }: SsoCallbackContext,
  _: unknown,
  { api }: SsoCallbackPorts,
): Promise<CallbackStep> {
  const unsafe_metadata = unsafeMetadata && JSON.stringify(unsafeMetadata)
  const form = { transfer: true, unsafe_metadata }
  const signUp = await api.send<SignUp>({ method: 'POST', path: '/v1/client/sign_ups', form })
  if (signUp.status === 'complete') return isUp(signUp)
  return signUp.status === 'missing_requirements' ? nextOfSignUp(signUp) : { to: 'sign_up', set: { signUp } }
}

async function activate(
  { sessionId, kind }: SsoCallbackContext,
  _: unknown,
  ports: SsoCallbackPorts,
): Promise<CallbackStep> {
  await ports.activate(sessionId ?? '', kind)
  return { to: 'done' }
}

/** Where a flow goes on that the page has brought so far: in which, and at which place in the address. */
export function goesOnAt(state: SsoCallbackState): { kind: SsoCallbackContext['kind']; part: '' | 'next' } {
  const isUp = state === 'continue' || state === 'verify' || state === 'sign_up'
  return {
    kind: isUp ? 'sign-up' : 'sign-in',
    part: state === 'sign_in' || state === 'sign_up' ? '' : 'next',
  }
}

/** Whether something else goes on from here. */
export const isEnd = (state: SsoCallbackState): boolean => !('enter' in ssoCallbackFlow.states[state])

const stay = (): object => ({})

const end = { part: null, on: {} } as const
const toSignIn = { to: ['sign_in'] } as const

export const ssoCallbackFlow: MachineDefinition<
  SsoCallbackState,
  SsoCallbackContext,
  SsoCallbackEvent,
  SsoCallbackPorts
> = {
  home: () => 'reading',
  states: {
    reading: {
      part: 'sso-callback',
      enter: {
        to: [
          ...([
            'transfer_to_sign_in',
            'transfer_to_sign_up',
            'done',
            'first_factor',
            'second_factor',
          ] as const),
          ...(['new_password', 'continue', 'verify', 'task', 'sign_in', 'sign_up'] as const),
        ],
        call: read,
      },
      on: {},
    },
    transfer_to_sign_in: {
      part: null,
      enter: {
        to: ['done', 'first_factor', 'second_factor', 'new_password', 'sign_in'],
        call: transferToSignIn,
      },
      on: { BACK: toSignIn },
    },
    transfer_to_sign_up: {
      part: null,
      enter: { to: ['done', 'continue', 'verify', 'sign_up'], call: transferToSignUp },
      on: { BACK: toSignIn },
    },
    done: { part: null, enter: { to: ['done'], call: activate }, on: {} },
    ...{ first_factor: end, second_factor: end, new_password: end, continue: end, verify: end, task: end },
    ...{ sign_in: end, sign_up: end },
  },
  refusals: {
    resource_not_found: { to: 'sign_in', move: stay },
    client_state_invalid: { to: 'sign_in', move: stay },
    account_transfer_invalid: { to: 'sign_in', move: stay },
    user_locked: { to: 'sign_in', move: stay },
    sign_up_mode_restricted: { to: 'sign_up', move: stay },
    sign_up_restricted_waitlist: { to: 'sign_up', move: stay },
  },
}
