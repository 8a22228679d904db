/** The menu behind somebody's picture. `user-button.flow.md` is its picture, held against this table by a test. */
import type { AccountChoice } from './accounts.ts'
import type { MachineDefinition, Step, Timer } from './machine.ts'

export interface UserButtonContext {
  /** Everybody who is signed in on this browser. */
  accounts: readonly AccountChoice[]
  /** Whose session is active on this page. */
  sessionId: string | null
  /** One account a browser: then there is nobody to add or to switch to. */
  isSingleSession: boolean
  /** To whom is being switched. */
  chosen: string | null
}

/** `managing`: the menu is closed already, and the profile opens over the page. */
export type UserButtonState = 'signed_out' | 'closed' | 'open' | 'managing'

export type UserButtonEvent =
  | { type: 'OPEN' }
  | { type: 'CLOSE' }
  | { type: 'SWITCH'; sessionId: string }
  | { type: 'MANAGE' }
  | { type: 'ADD_ACCOUNT' }
  | { type: 'SIGN_OUT' }
  | { type: 'SIGN_OUT_ALL' }
  | ({ type: 'SYNC' } & Pick<UserButtonContext, 'accounts' | 'sessionId'>)

/** What the menu may ask of the world. */
export interface UserButtonPorts extends Timer {
  activate(sessionId: string): Promise<void>
  /** Ends one session of this browser, or all. */
  signOut(sessionId?: string): Promise<void>
  /** Loads what `openProfile` shows, so that a network that is away is told in the menu. */
  loadProfile(): Promise<void>
  openProfile(): Promise<void>
  addAccount(): Promise<void>
}

type UserButtonStep = Step<UserButtonState, UserButtonContext>
type EventOf<Type extends UserButtonEvent['type']> = Extract<UserButtonEvent, { type: Type }>

/** Who somebody is may change in another tab: then what the menu offered is no longer theirs, and it closes. */
function sync(context: UserButtonContext, { accounts, sessionId }: EventOf<'SYNC'>): UserButtonStep {
  const set = { accounts, sessionId, chosen: null }
  if (sessionId === null) return { to: 'signed_out', set }
  return sessionId === context.sessionId ? { set } : { to: 'closed', set }
}

const syncIn = <State extends UserButtonState>(state: State) =>
  ({ SYNC: { to: [state, 'closed', 'signed_out'], move: sync } }) as const

/** Asks for something, and leads on once it is done. */
const asking = <To extends UserButtonState>(
  to: To,
  ask: (ports: UserButtonPorts, context: UserButtonContext) => Promise<void>,
) =>
  ({
    to: [to],
    async call(context: UserButtonContext, _: unknown, ports: UserButtonPorts): Promise<UserButtonStep> {
      await ask(ports, context)
      return { to }
    },
  }) as const

export const userButtonFlow: MachineDefinition<
  UserButtonState,
  UserButtonContext,
  UserButtonEvent,
  UserButtonPorts
> = {
  home: ({ sessionId }) => (sessionId === null ? 'signed_out' : 'closed'),
  states: {
    signed_out: { part: null, on: syncIn('signed_out') },
    closed: { part: null, on: { OPEN: { to: ['open'] }, ...syncIn('closed') } },
    open: {
      part: null,
      on: {
        CLOSE: { to: ['closed'] },
        SWITCH: {
          ...asking('closed', (ports, { chosen }) => ports.activate(chosen ?? '')),
          keep: ({ sessionId }) => ({ chosen: sessionId }),
        },
        MANAGE: asking('managing', (ports) => ports.loadProfile()),
        ADD_ACCOUNT: asking('closed', (ports) => ports.addAccount()),
        SIGN_OUT: asking('closed', (ports, { sessionId }) => ports.signOut(sessionId ?? undefined)),
        SIGN_OUT_ALL: asking('closed', (ports) => ports.signOut()),
        ...syncIn('open'),
      },
    },
    managing: {
      part: null,
      enter: asking('closed', (ports) => ports.openProfile()),
      on: syncIn('managing'),
    },
  },
  refusals: {},
}
