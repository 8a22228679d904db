/** Proves once more, within a session, that it is still its user who is there. `reverification.flow.md` is its picture. */
import type { SessionReverification } from '@keywright/contract'
import type { z } from 'zod'
import type { FlowApi } from '../flow-api.ts'
import { resendAfterMilliseconds } from '../flow-ports.ts'
import type { MachineDefinition, Step, Timer } from '../machine.ts'
import type { Factor } from '../sign-in.context.ts'

export type Reverification = z.output<typeof SessionReverification>
export type ReverificationState =
  | 'starting'
  | 'password'
  | 'email_code'
  | 'totp'
  | 'backup_code'
  | 'alternatives'
  | 'unavailable'
  | 'done'

export type ReverificationEvent =
  | { type: 'SUBMIT_PASSWORD'; password: string }
  | { type: 'SUBMIT_CODE'; code: string }
  | { type: 'SELECT'; factor: Factor }
  | { type: 'RESEND' }
  | { type: 'SHOW_ALTERNATIVES' }
  | { type: 'SHOW_OTHER' }
  | { type: 'BACK' }

export interface ReverificationContext {
  level: Reverification['level']
  sessionId: string
  /** Whose proof it is: password managers ask for it. */
  identifier: string
  factors: readonly Factor[]
  factor: Factor | null
  /** Whether a backup code will do where the authenticator app is lost. */
  hasBackupCode: boolean
  resendAt: number | null
  notice: 'code_sent' | 'expired' | null
}

export interface ReverificationPorts extends Timer {
  api: FlowApi
  now(): number
  /** The proof is there: what waited for it goes on. */
  finish(): Promise<void>
}

/** Where a proof ends. */
const ended = ['done', 'unavailable'] as const

type ReverificationStep = Step<ReverificationState, ReverificationContext>
type EventOf<Type extends ReverificationEvent['type']> = Extract<ReverificationEvent, { type: Type }>

/** The ways this page has a screen for. Others are not offered: there is always one. */
const screens: Record<string, 'password' | 'email_code'> = { password: 'password', email_code: 'email_code' }

function post({ sessionId }: ReverificationContext, ports: ReverificationPorts, below: string, form: object) {
  const path = `/v1/client/sessions/${sessionId}/verify${below}`
  return ports.api.send<Reverification>({ method: 'POST', path, form: { ...form } })
}

/** The ways that are left, beside the one that is under way. */
export function otherProofs({ factors, factor }: ReverificationContext): Factor[] {
  return factors.filter(
    (one) => one.strategy !== factor?.strategy || one.email_address_id !== factor.email_address_id,
  )
}

async function start(
  context: ReverificationContext,
  _: unknown,
  ports: ReverificationPorts,
): Promise<ReverificationStep> {
  const verification = await post(context, ports, '', { level: context.level })
  const ahead = beyondFirst(verification)
  if (ahead) return ahead
  const offered: Factor[] = verification.supported_first_factors ?? []
  const factors = offered.filter(({ strategy }) => screens[strategy])
  const first =
    factors.find(({ strategy }) => strategy === 'password') ??
    factors.find(({ primary }) => primary) ??
    factors[0]
  // A newer server may ask for more than this page can show.
  if (!first) return { to: 'unavailable' }
  return await begin({ ...context, factors }, first, ports)
}

/** Where a verification stands that waits for no first factor; `undefined`: it does. */
function beyondFirst({
  status,
  supported_second_factors: offered,
}: Reverification): ReverificationStep | undefined {
  if (status === 'complete') return { to: 'done' }
  if (status !== 'needs_second_factor') return undefined
  const has = (name: string) => offered?.some(({ strategy }) => strategy === name) === true
  return has('totp') ? { to: 'totp', set: { hasBackupCode: has('backup_code') } } : { to: 'unavailable' }
}

/** Goes to the screen of a way, and sends what it needs sent. */
async function begin(
  context: ReverificationContext,
  factor: Factor,
  ports: ReverificationPorts,
): Promise<ReverificationStep> {
  const { strategy, email_address_id } = factor
  const set = { factors: context.factors, factor }
  if (strategy === 'password') return { to: 'password', set }
  await post(context, ports, '/prepare_first_factor', { strategy, email_address_id })
  return { to: 'email_code', set: { ...set, resendAt: ports.now() + resendAfterMilliseconds, notice: null } }
}

async function attempt(
  context: ReverificationContext,
  form: { strategy: string; password?: string; code?: string },
  ports: ReverificationPorts,
): Promise<ReverificationStep> {
  const verification = await post(context, ports, '/attempt_first_factor', form)
  return beyondFirst(verification) ?? { to: 'unavailable' }
}

const second = (strategy: 'totp' | 'backup_code') => ({
  to: ended,
  async call(
    context: ReverificationContext,
    { code }: EventOf<'SUBMIT_CODE'>,
    ports: ReverificationPorts,
  ): Promise<ReverificationStep> {
    const { status } = await post(context, ports, '/attempt_second_factor', { strategy, code })
    return { to: status === 'complete' ? 'done' : 'unavailable' }
  },
})

const back = {
  to: ['password', 'email_code'],
  move: ({ factor }: ReverificationContext): ReverificationStep => ({
    to: screens[factor?.strategy ?? ''] ?? 'password',
  }),
} as const

const SHOW_ALTERNATIVES = { to: ['alternatives'] } as const
/** A first factor may be followed by a second. */
const passed = [...ended, 'totp'] as const

export const reverificationFlow: MachineDefinition<
  ReverificationState,
  ReverificationContext,
  ReverificationEvent,
  ReverificationPorts
> = {
  home: () => 'starting',
  states: {
    starting: {
      part: null,
      enter: { to: ['password', 'email_code', ...passed], call: start },
      on: {},
    },
    password: {
      part: null,
      on: {
        SUBMIT_PASSWORD: {
          to: passed,
          call: (context, { password }: EventOf<'SUBMIT_PASSWORD'>, ports) =>
            attempt(context, { strategy: 'password', password }, ports),
        },
        SHOW_ALTERNATIVES,
      },
    },
    email_code: {
      part: null,
      on: {
        SUBMIT_CODE: {
          to: passed,
          call: (context, { code }: EventOf<'SUBMIT_CODE'>, ports) =>
            attempt(context, { strategy: 'email_code', code }, ports),
        },
        RESEND: {
          to: ['email_code'],
          async call(context, _, ports) {
            const step = await begin(context, context.factor ?? { strategy: 'email_code' }, ports)
            return { ...step, set: { ...step.set, notice: 'code_sent' } }
          },
        },
        SHOW_ALTERNATIVES,
      },
    },
    totp: { part: null, on: { SUBMIT_CODE: second('totp'), SHOW_OTHER: { to: ['backup_code'] } } },
    backup_code: { part: null, on: { SUBMIT_CODE: second('backup_code'), SHOW_OTHER: { to: ['totp'] } } },
    alternatives: {
      part: null,
      on: {
        SELECT: {
          to: ['password', 'email_code'],
          call: (context, { factor }: EventOf<'SELECT'>, ports) => begin(context, factor, ports),
        },
        BACK: back,
      },
    },
    unavailable: { part: null, on: {} },
    done: {
      part: null,
      enter: {
        to: ['done'],
        async call(_, __, ports) {
          await ports.finish()
          return {}
        },
      },
      on: {},
    },
  },
  refusals: {
    // What was begun is over: it begins again, and says so.
    session_reverification_missing: { to: 'starting', move: () => ({ set: { notice: 'expired' } }) },
  },
}
