/**
 * The kernel of every flow. A flow is a table: states, the events each understands, and where these may lead. The machine
 * keeps one snapshot, runs the calls of the table one at a time, and drops answers that come too late. It knows no
 * framework, no browser and no clock.
 */
import type { Failure } from './failure.ts'
import { toFailure } from './to-failure.ts'

export interface FlowEvent {
  readonly type: string
  /** Of a provider that was chosen. */
  readonly strategy?: string
}

/** Understood in every state: the last failed call again; the address changed, by the back button or a link. */
export type KernelEvent = { type: 'RETRY' } | { type: 'VISIT'; part: string }

/** What a step leads to. An answer without `to` leaves the flow where it is. */
export interface Step<Value extends string, Context> {
  to?: Value
  set?: Partial<Context>
  error?: Failure
}

type Call<Value extends string, Context, Event, Ports> = {
  call(context: Context, event: Event, ports: Ports): Promise<Step<Value, Context>>
}['call']

/** `to` lists all states a transition may lead to; a move that says nothing else leads to the first. */
export interface Transition<Value extends string, Context, Event, Ports> {
  to: readonly [Value, ...Value[]]
  /** Decides at once. */
  move?: { move(context: Context, event: Event): Step<Value, Context> }['move']
  /** Asks the world first. What it throws stays in the state as `error`, unless the table knows better. */
  call?: Call<Value, Context, Event, Ports>
  /** Kept as soon as a call begins, so that what was typed survives whatever comes of it. */
  keep?: { keep(event: Event): Partial<Context> }['keep']
}

export interface StateDefinition<Value extends string, Context, Event extends FlowEvent, Ports> {
  /** The place in the address; `null` for states nobody can come back to. */
  part: string | null
  on: { [Type in Event['type']]?: Transition<Value, Context, Extract<Event, { type: Type }>, Ports> }
  /** Whether an address may lead here, and what must be set then. Without it none may. */
  open?(context: Context): Partial<Context> | undefined
  /** Runs on arrival. */
  enter?: Omit<Transition<Value, Context, undefined, Ports>, 'move' | 'keep'>
  /** Asks again and again while somebody watches; its failures are only told when the table knows their codes. */
  poll?: Omit<Transition<Value, Context, undefined, Ports>, 'move' | 'keep'> & { everyMilliseconds: number }
}

/** Time, as a machine needs it. */
export interface Timer {
  /** Runs a task later; the answer takes it back. */
  later(task: () => void, milliseconds: number): () => void
}

export interface MachineDefinition<
  Value extends string,
  Context,
  Event extends FlowEvent,
  Ports extends Timer,
> {
  states: Record<Value, StateDefinition<Value, Context, Event, Ports>>
  /** Where the flow begins, and where an address leads that leads nowhere. */
  home(context: Context): Value
  /** Refusals that lead somewhere, whatever was asked. */
  refusals: Record<string, { to: Value; move(context: Context, failure: Failure): Step<Value, Context> }>
}

export interface Snapshot<Value extends string, Context> {
  value: Value
  context: Context
  /** The event whose call is under way; `ENTER` for that of the state itself. */
  pending: string | undefined
  error: Failure | undefined
}

export interface Machine<Value extends string, Context, Event extends FlowEvent> {
  get(): Snapshot<Value, Context>
  /** Ignored where the state does not understand it, and while a call of the same flow is under way. */
  send(event: Event | KernelEvent): void
  can(type: Event['type'] | 'RETRY'): boolean
  /** Told at once, and on every change. Effects of states run only while somebody watches: a server render causes none. */
  subscribe(listener: (snapshot: Snapshot<Value, Context>) => void): () => void
}

export function createMachine<Value extends string, Context, Event extends FlowEvent, Ports extends Timer>(
  { states, home, refusals }: MachineDefinition<Value, Context, Event, Ports>,
  context: Context,
  { ports, part = '' }: { ports: Ports; part?: string },
): Machine<Value, Context, Event> {
  type State = StateDefinition<Value, Context, Event, Ports>
  type AnyTransition = Transition<Value, Context, Event, Ports>
  const listeners = new Set<(snapshot: Snapshot<Value, Context>) => void>()
  let snapshot: Snapshot<Value, Context> = { ...locate(context, part), pending: undefined, error: undefined }
  let turn = 0
  let isEntered = false
  let again: (() => void) | undefined
  let stopPolling: (() => void) | undefined

  function locate(from: Context, wanted: string) {
    for (const [name, state] of Object.entries<State>(states)) {
      const set = state.part === wanted ? state.open?.(from) : undefined
      if (set) return { value: name as Value, context: { ...from, ...set } }
    }
    return { value: home(from), context: from }
  }

  function publish(change: Partial<Snapshot<Value, Context>>): void {
    snapshot = { ...snapshot, ...change }
    for (const listener of [...listeners]) listener(snapshot)
  }

  function arrive({ to = snapshot.value, set, error }: Step<Value, Context>): void {
    turn += 1
    if (to !== snapshot.value) isEntered = false
    if (!error) again = undefined
    publish({ value: to, context: { ...snapshot.context, ...set }, pending: undefined, error })
    settleIn()
  }

  /** A refusal the table knows leads on; any other stays beside the field or the form it is about. */
  function refused(thrown: unknown): Step<Value, Context> & { isKnown: boolean } {
    const failure = toFailure(thrown)
    const refusal = own(refusals, failure.code)
    if (!refusal) return { error: failure, isKnown: false }
    return { to: refusal.to, ...refusal.move(snapshot.context, failure), isKnown: true }
  }

  /** Runs a call; nothing comes of its answer when something else has happened meanwhile. */
  async function run(name: string, ask: () => Promise<Step<Value, Context>>): Promise<void> {
    turn += 1
    const ticket = turn
    again = () => void run(name, ask)
    publish({ pending: name, error: undefined })
    const step = await ask().catch(refused)
    if (ticket === turn) arrive(step)
  }

  async function pollOnce(state: State): Promise<void> {
    const ticket = turn
    const step = await state.poll?.call?.(snapshot.context, undefined, ports).catch(refused)
    if (ticket !== turn || !step || ('isKnown' in step && !step.isKnown)) return
    if (step.to !== undefined && step.to !== snapshot.value) arrive(step)
  }

  /** What a state does by itself begins when somebody watches. */
  function settleIn(): void {
    stopPolling?.()
    if (listeners.size === 0) return
    const state: State = states[snapshot.value]
    if (state.enter?.call && !isEntered) {
      const { call } = state.enter
      isEntered = true
      void run('ENTER', () => call(snapshot.context, undefined, ports))
    }
    if (state.poll) pollIn(state, state.poll.everyMilliseconds)
  }

  function pollIn(state: State, milliseconds: number): void {
    stopPolling = ports.later(() => {
      const tick = snapshot.pending === undefined ? pollOnce(state) : Promise.resolve()
      void tick.then(() => {
        if (states[snapshot.value] === state && listeners.size > 0) settleIn()
      })
    }, milliseconds)
  }

  function take(transition: AnyTransition, event: Event): void {
    const { call, move, keep, to } = transition
    if (!call) arrive({ to: to[0], ...move?.(snapshot.context, event) })
    if (!call || snapshot.pending !== undefined) return
    if (keep) snapshot = { ...snapshot, context: { ...snapshot.context, ...keep(event) } }
    void run(event.type, () => call(snapshot.context, event, ports))
  }

  const transitionOn = (type: string): AnyTransition | undefined => own(states[snapshot.value].on, type)

  return {
    get: () => snapshot,
    can(type) {
      if (type === 'RETRY') return snapshot.error !== undefined && again !== undefined
      const transition = transitionOn(type)
      return transition !== undefined && (!transition.call || snapshot.pending === undefined)
    },
    send(event) {
      if (isVisit(event)) {
        const { value, context: set } = locate(snapshot.context, event.part)
        if (value !== snapshot.value) arrive({ to: value, set })
        return
      }
      if (event.type === 'RETRY') return snapshot.error && again?.()
      const transition = transitionOn(event.type)
      if (transition) take(transition, event as Event)
    },
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) settleIn()
      listener(snapshot)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stopPolling?.()
      }
    },
  }
}

/** What a table says under a name, and never what its prototype does. */
function own<Value>(table: Readonly<Record<string, Value | undefined>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function isVisit(event: FlowEvent): event is Extract<KernelEvent, { type: 'VISIT' }> {
  return event.type === 'VISIT'
}
