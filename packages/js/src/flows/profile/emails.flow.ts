/** The addresses of a user: added, proven, made the primary one, removed. `emails.flow.md` is its picture. */
import type { EmailAddressResource } from '@keywright/contract'
import type { z } from 'zod'
import { pollEveryMilliseconds, resendAfterMilliseconds } from '../flow-ports.ts'
import type { MachineDefinition, Step } from '../machine.ts'
import { toFailure } from '../to-failure.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'

export type EmailAddress = z.output<typeof EmailAddressResource>
export type EmailStrategy = 'email_code' | 'email_link'
export type EmailsState = 'list' | 'add' | 'code' | 'link' | 'remove'

export type EmailsEvent =
  | { type: 'ADD' }
  | { type: 'SUBMIT_ADDRESS'; address: string }
  | { type: 'VERIFY'; id: string; address: string }
  | { type: 'SUBMIT_CODE'; code: string }
  | { type: 'RESEND' }
  | { type: 'SWITCH' }
  | { type: 'SET_PRIMARY'; id: string }
  | { type: 'REMOVE'; id: string; address: string }
  | { type: 'CONFIRM' }
  | { type: 'CANCEL' }

export interface EmailsContext {
  /** How an address is proven, the preferred way first. */
  verifyWith: readonly EmailStrategy[]
  /** The address that is worked on. */
  id: string | null
  address: string
  resendAt: number | null
  notice: 'code_sent' | 'verified' | 'removed' | null
}

type EmailsStep = Step<EmailsState, EmailsContext>
type EventOf<Type extends EmailsEvent['type']> = Extract<EmailsEvent, { type: Type }>

const path = '/v1/me/email_addresses'
const home: EmailsStep = { to: 'list', set: { id: null, address: '', resendAt: null, notice: null } }
const screens = { email_code: 'code', email_link: 'link' } as const

/** Sends what proves an address, and goes to where it is waited for. */
async function prepare(id: string, strategy: EmailStrategy, ports: ProfilePorts): Promise<EmailsStep> {
  const redirect_url = strategy === 'email_link' ? ports.linkUrl() : undefined
  await ports.api.send({
    method: 'POST',
    path: `${path}/${id}/prepare_verification`,
    form: { strategy, redirect_url },
  })
  const resendAt = ports.now() + resendAfterMilliseconds
  return { to: screens[strategy], set: { id, resendAt, notice: null } }
}

async function add(
  { verifyWith }: EmailsContext,
  { address }: EventOf<'SUBMIT_ADDRESS'>,
  ports: ProfilePorts,
): Promise<EmailsStep> {
  const form = { email_address: address }
  const { id } = await ports.api.send<EmailAddress>({ method: 'POST', path, form })
  const [strategy] = verifyWith
  if (!strategy) return home
  try {
    return await prepare(id, strategy, ports)
  } catch (thrown) {
    // It is among the others now, and can be confirmed from there.
    return { ...home, error: toFailure(thrown) }
  }
}

const strategyOf = (state: 'code' | 'link'): EmailStrategy => (state === 'code' ? 'email_code' : 'email_link')

/** What both ways to prove an address have in common. */
function proofEvents<Own extends 'code' | 'link', Other extends 'code' | 'link'>(own: Own, other: Other) {
  return {
    RESEND: {
      to: [own],
      async call({ id }: EmailsContext, _: unknown, ports: ProfilePorts): Promise<EmailsStep> {
        const step = await prepare(id ?? '', strategyOf(own), ports)
        return { ...step, set: { ...step.set, notice: 'code_sent' } }
      },
    },
    SWITCH: {
      to: [other],
      call: ({ id }: EmailsContext, _: unknown, ports: ProfilePorts) =>
        prepare(id ?? '', strategyOf(other), ports),
    },
    CANCEL: { to: ['list'], move: () => home },
  } as const
}

async function submitCode({ id }: EmailsContext, { code }: EventOf<'SUBMIT_CODE'>, { api }: ProfilePorts) {
  await api.send({ method: 'POST', path: `${path}/${id}/attempt_verification`, form: { code } })
  return verified
}

const verified: EmailsStep = { to: 'list', set: { ...home.set, notice: 'verified' } }

/** Asks whether the link was opened. Reading an address brings no client along, so that is asked for, too. */
async function pollLink({ id }: EmailsContext, _: unknown, { api }: ProfilePorts): Promise<EmailsStep> {
  const { verification } = await api.send<EmailAddress>({ method: 'GET', path: `${path}/${id}` })
  if (verification?.status !== 'verified') return {}
  await api.send({ method: 'GET', path: '/v1/client' })
  return verified
}

export const emailsFlow: MachineDefinition<EmailsState, EmailsContext, EmailsEvent, ProfilePorts> = {
  home: () => 'list',
  states: {
    list: {
      part: null,
      on: {
        ADD: { to: ['add'], move: () => ({ set: home.set ?? {} }) },
        VERIFY: {
          to: ['code', 'link'],
          keep: ({ id, address }) => ({ id, address, notice: null }),
          call: ({ verifyWith: [strategy = 'email_code'] }, { id }, ports) => prepare(id, strategy, ports),
        },
        SET_PRIMARY: {
          to: ['list'],
          keep: ({ id }) => ({ id, notice: null }),
          call: (_, { id }, { api }) =>
            unlessCancelled(
              api
                .send({ method: 'PATCH', path: '/v1/me', form: { primary_email_address_id: id } })
                .then(() => home),
            ),
        },
        REMOVE: { to: ['remove'], move: (_, { id, address }) => ({ set: { id, address, notice: null } }) },
      },
    },
    add: {
      part: null,
      on: {
        SUBMIT_ADDRESS: {
          to: ['code', 'link', 'list'],
          keep: ({ address }) => ({ address }),
          call: (context, event, ports) => unlessCancelled(add(context, event, ports)),
        },
        CANCEL: { to: ['list'], move: () => home },
      },
    },
    code: {
      part: null,
      on: { SUBMIT_CODE: { to: ['list'], call: submitCode }, ...proofEvents('code', 'link') },
    },
    link: {
      part: null,
      poll: { everyMilliseconds: pollEveryMilliseconds, to: ['list'], call: pollLink },
      on: proofEvents('link', 'code'),
    },
    remove: {
      part: null,
      on: {
        CONFIRM: {
          to: ['list'],
          call: ({ id }, _, { api }) =>
            unlessCancelled(
              api
                .send({ method: 'DELETE', path: `${path}/${id}` })
                .then((): EmailsStep => ({ to: 'list', set: { ...home.set, notice: 'removed' } })),
            ),
        },
        CANCEL: { to: ['list'], move: () => home },
      },
    },
  },
  refusals: {},
}
