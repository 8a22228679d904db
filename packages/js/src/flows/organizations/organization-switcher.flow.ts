/** The menu of somebody's organizations. `organization-switcher.flow.md` is its picture. */
import type { MachineDefinition, Step, Timer } from '../machine.ts'
import type { OrganizationMembership } from './organization-wire.ts'

export interface SwitcherContext {
  sessionId: string | null
  /** All of them, by name. */
  memberships: readonly OrganizationMembership[]
  /** `null`: the personal account. */
  activeId: string | null
  mayCreate: boolean
  /** How many of the memberships are listed so far. */
  listed: number
  /** Which one is being switched to. */
  chosen: { id: string | null } | null
}

/** `managing` and `creating`: the menu is closed already, and something opens over the page. */
export type SwitcherState = 'signed_out' | 'closed' | 'open' | 'managing' | 'creating'

export type SwitcherEvent =
  | { type: 'OPEN' }
  | { type: 'CLOSE' }
  | { type: 'SELECT'; id: string | null }
  | { type: 'MORE' }
  | { type: 'MANAGE' }
  | { type: 'CREATE' }
  | ({ type: 'SYNC' } & Pick<SwitcherContext, 'sessionId' | 'memberships' | 'activeId' | 'mayCreate'>)

/** What the menu may ask of the world. */
export interface SwitcherPorts extends Timer {
  /** Makes an organization the active one, and goes on where the page says. */
  select(organizationId: string | null): Promise<void>
  /** Loads what will open, so that a network that is away is told in the menu. */
  load(what: 'profile' | 'create'): Promise<void>
  open(what: 'profile' | 'create'): Promise<void>
}

/** How many organizations are listed at once. */
export const listedAtOnce = 20

type SwitcherStep = Step<SwitcherState, SwitcherContext>

/** Whoever is somebody else, or elsewhere, is not shown the menu that was opened before. */
function sync(context: SwitcherContext, event: Extract<SwitcherEvent, { type: 'SYNC' }>): SwitcherStep {
  const { sessionId, memberships, activeId, mayCreate } = event
  const set = { sessionId, memberships, activeId, mayCreate, chosen: null }
  if (sessionId === null) return { to: 'signed_out', set }
  const isSame = sessionId === context.sessionId && activeId === context.activeId
  return isSame ? { set } : { to: 'closed', set: { ...set, listed: listedAtOnce } }
}

const syncIn = <State extends SwitcherState>(state: State) =>
  ({ SYNC: { to: [state, 'closed', 'signed_out'], move: sync } }) as const

const opening = (what: 'profile' | 'create') =>
  ({
    to: ['closed'],
    async call(_: SwitcherContext, __: unknown, ports: SwitcherPorts): Promise<SwitcherStep> {
      await ports.open(what)
      return { to: 'closed' }
    },
  }) as const

const loading = <To extends SwitcherState>(what: 'profile' | 'create', to: To) =>
  ({
    to: [to],
    async call(_: SwitcherContext, __: unknown, ports: SwitcherPorts): Promise<SwitcherStep> {
      await ports.load(what)
      return { to }
    },
  }) as const

export const switcherFlow: MachineDefinition<SwitcherState, SwitcherContext, SwitcherEvent, SwitcherPorts> = {
  home: ({ sessionId }) => (sessionId === null ? 'signed_out' : 'closed'),
  states: {
    signed_out: { part: null, on: syncIn('signed_out') },
    closed: { part: null, on: { OPEN: { to: ['open'] }, ...syncIn('closed') } },
    open: {
      part: null,
      on: {
        CLOSE: { to: ['closed'] },
        SELECT: {
          to: ['closed'],
          keep: ({ id }) => ({ chosen: { id } }),
          async call(_, { id }, ports) {
            await ports.select(id)
            return { to: 'closed', set: { chosen: null } }
          },
        },
        MORE: { to: ['open'], move: ({ listed }) => ({ set: { listed: listed + listedAtOnce } }) },
        MANAGE: loading('profile', 'managing'),
        CREATE: loading('create', 'creating'),
        ...syncIn('open'),
      },
    },
    managing: { part: null, enter: opening('profile'), on: syncIn('managing') },
    creating: { part: null, enter: opening('create'), on: syncIn('creating') },
  },
  refusals: {},
}
