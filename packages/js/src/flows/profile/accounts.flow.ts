/** The accounts that a user has with providers: connected, connected again, removed. `accounts.flow.md` is its picture. */
import type { ExternalAccountResource } from '@keywright/contract'
import type { z } from 'zod'
import type { FlowCall } from '../flow-api.ts'
import type { MachineDefinition, Step } from '../machine.ts'
import { travel } from '../social.steps.ts'
import type { WayOut } from '../way-out.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'

export type ExternalAccount = z.output<typeof ExternalAccountResource>
export type AccountsState = 'list' | 'add' | 'remove'

export type AccountsEvent =
  | { type: 'ADD' }
  | { type: 'CONNECT'; strategy: string }
  | { type: 'RECONNECT'; id: string }
  | { type: 'REMOVE'; id: string }
  | { type: 'CONFIRM' }
  | { type: 'CANCEL' }

export interface AccountsContext {
  /** The account that is worked on, and the provider that was chosen. */
  id: string | null
  chosen: string | null
  notice: 'removed' | null
}

/** What accounts elsewhere ask of the world besides. */
export interface AccountsPorts extends ProfilePorts {
  /** Begins a way to a provider. */
  setOut(): WayOut
}

type AccountsStep = Step<AccountsState, AccountsContext>

const path = '/v1/me/external_accounts'
const home: AccountsStep = { to: 'list', set: { id: null, chosen: null, notice: null } }

/** Leaves for a provider, which leads back to this page. Somebody may come back to it as it was, too. */
async function goBy(
  call: FlowCall,
  form: { strategy?: string },
  ports: AccountsPorts,
): Promise<AccountsStep> {
  await travel(ports, async (urls) => {
    const account = await ports.api.send<ExternalAccount>({ ...call, form: { ...form, ...urls } })
    return account.verification
  })
  return home
}

export const accountsFlow: MachineDefinition<AccountsState, AccountsContext, AccountsEvent, AccountsPorts> = {
  home: () => 'list',
  states: {
    list: {
      part: null,
      on: {
        ADD: { to: ['add'], move: () => ({ set: home.set ?? {} }) },
        RECONNECT: {
          to: ['list'],
          keep: ({ id }) => ({ id, notice: null }),
          call: (_, { id }, ports) =>
            unlessCancelled(goBy({ method: 'PATCH', path: `${path}/${id}/reauthorize` }, {}, ports)),
        },
        REMOVE: { to: ['remove'], move: (_, { id }) => ({ set: { id, notice: null } }) },
      },
    },
    add: {
      part: null,
      on: {
        CONNECT: {
          to: ['list'],
          keep: ({ strategy }) => ({ chosen: strategy }),
          call: (_, { strategy }, ports) =>
            unlessCancelled(goBy({ method: 'POST', path }, { strategy }, ports)),
        },
        CANCEL: { to: ['list'], move: () => home },
      },
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
                .then((): AccountsStep => ({ to: 'list', set: { ...home.set, notice: 'removed' } })),
            ),
        },
        CANCEL: { to: ['list'], move: () => home },
      },
    },
  },
  refusals: {},
}
