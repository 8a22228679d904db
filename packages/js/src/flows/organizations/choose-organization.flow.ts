/** Somebody chooses where they work, or makes a place for it. `choose-organization.flow.md` is its picture. */
import type { MachineDefinition, Step, Timer } from '../machine.ts'
import { listedAtOnce } from './organization-switcher.flow.ts'
import type { PublicOrganization } from './organization-wire.ts'

export type ChooseState = 'list' | 'creating' | 'done'

export type ChooseEvent =
  | { type: 'SELECT'; organization: PublicOrganization | null }
  | { type: 'MORE' }
  | { type: 'CREATE' }
  | { type: 'CANCEL' }
  | { type: 'SIGN_OUT' }

export interface ChooseContext {
  /** How many of the memberships are listed so far. */
  listed: number
  /** What was chosen last: an organization, or the personal account. */
  chosen: { organization: PublicOrganization | null } | null
}

export interface ChoosePorts extends Timer {
  /** Makes an organization the active one on this page; `null`: the personal account. */
  select(organizationId: string | null): Promise<void>
  /** Leads on, if there is somewhere to go. */
  finish(organization: PublicOrganization | null): Promise<boolean>
  signOut(): Promise<void>
}

export const chooseContext: ChooseContext = { listed: listedAtOnce, chosen: null }

type ChooseStep = Step<ChooseState, ChooseContext>

async function select(
  organization: PublicOrganization | null,
  { select: activate, finish }: ChoosePorts,
): Promise<ChooseStep> {
  await activate(organization?.id ?? null)
  return (await finish(organization)) ? { to: 'done' } : { to: 'list', set: { chosen: null } }
}

export const chooseFlow: MachineDefinition<ChooseState, ChooseContext, ChooseEvent, ChoosePorts> = {
  home: () => 'list',
  states: {
    list: {
      part: null,
      on: {
        SELECT: {
          to: ['done', 'list'],
          keep: ({ organization }) => ({ chosen: { organization } }),
          call: (_, { organization }, ports) => select(organization, ports),
        },
        MORE: { to: ['list'], move: ({ listed }) => ({ set: { listed: listed + listedAtOnce } }) },
        CREATE: { to: ['creating'] },
        SIGN_OUT: {
          to: ['list'],
          call: async (_, __, ports) => {
            await ports.signOut()
            return {}
          },
        },
      },
    },
    creating: { part: null, on: { CANCEL: { to: ['list'] } } },
    done: { part: null, on: {} },
  },
  refusals: {},
}
