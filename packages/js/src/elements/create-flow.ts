/**
 * A flow for forms of an app, whatever draws them: it loads the machine of the flow once somebody watches, keeps what was sent
 * before that, and keeps the step in the address. Where a step leads is for the machine alone.
 */
import { isKeywrightApiError } from '@keywright/client'
import { failureOf } from '../flows/failure.ts'
import { takeLinkLanding } from '../flows/link-landing.ts'
import type { Snapshot } from '../flows/machine.ts'
import { toFailure } from '../flows/to-failure.ts'
import { heardEnvironment } from '../heard-environment.ts'
import type { Keywright } from '../interface.ts'
import { type Address, createAddress } from './address.ts'
import type { Definition, FlowMachine } from './definition.ts'
import type {
  AnyFlowName,
  Flow,
  FlowContext,
  FlowEvents,
  FlowOptions,
  FlowSnapshot,
  FlowState,
  Flows,
} from './flow-types.ts'
import { callbackHash, portsOf } from './ports.ts'

const loaders: { [Name in AnyFlowName]: () => Promise<Definition<Name>> } = {
  signIn: async () => (await import('./sign-in.ts')).definition,
  signUp: async () => (await import('./sign-up.ts')).definition,
  userButton: async () => (await import('./user-button.ts')).definition,
}

/** Where each begins, as far as can be said without asking. */
const firstStates: { [Name in AnyFlowName]: FlowState<Name> } = {
  ...{ signIn: 'start', signUp: 'start', userButton: 'signed_out' },
}

interface Running<Name extends AnyFlowName> {
  machine: FlowMachine<Name>
  definition: Definition<Name>
  address: Address
}

/** `options` is asked whenever one of them matters, so that a form may change its mind. */
export function createFlow<Name extends AnyFlowName>(
  keywright: Keywright,
  name: Name,
  options: () => FlowOptions = () => ({}),
): Flow<Name> {
  const first: FlowSnapshot<Name> = {
    state: firstStates[name],
    ...{ context: undefined, pending: undefined, error: undefined, hasMoved: false },
  }
  const listeners = new Set<() => void>()
  let snapshot = first
  let running: Running<Name> | undefined
  let hasStarted = false
  let queued: Flows[Name]['event'] | undefined
  let stop: (() => void) | undefined

  function publish(change: Partial<FlowSnapshot<Name>>): void {
    snapshot = { ...snapshot, ...change }
    for (const listener of [...listeners]) listener()
  }

  function onStep({ value: state, ...rest }: Snapshot<FlowState<Name>, FlowContext<Name>>): void {
    const hasMoved = snapshot.hasMoved || (snapshot.context !== undefined && state !== snapshot.state)
    const isNew = snapshot.context === undefined || state !== snapshot.state
    publish({ state, hasMoved, ...rest })
    if (isNew && running) follow(running, state, hasMoved)
  }

  /** Writes the step into the address, or leaves for the flow that takes over. */
  function follow({ definition, address }: Running<Name>, state: FlowState<Name>, hasMoved: boolean): void {
    const part = definition.partOf(state)
    if (part !== null && part !== address.read()) address.write(part, hasMoved ? 'push' : 'replace')
    const back = new URLSearchParams(location.search).get('redirect_url')
    const url = definition.leadsTo?.(state, keywright, back ?? definition.afterUrl(keywright, options()))
    if (url !== undefined) keywright.navigate(url).catch((error: unknown) => reportError(error))
  }

  function watch({ machine, address, definition }: Running<Name>): void {
    const stops = [
      machine.subscribe(onStep),
      address.watch((part) => machine.send({ type: 'VISIT', part })),
      definition.hear?.(machine, keywright),
    ]
    stop = () => {
      for (const one of stops) one?.()
      stop = undefined
    }
    const event = queued
    queued = undefined
    if (event) machine.send(event)
  }

  /** Loads the machine; `undefined` where somebody came by a provider, and something else goes on. */
  async function begin(address: Address, at: string | undefined): Promise<Running<Name> | undefined> {
    const [definition, environment] = await Promise.all([loaders[name](), heardEnvironment(keywright)])
    const ports = portsOf(keywright, options, definition.afterUrl, address)
    let part = at
    if (location.hash === callbackHash && definition.kind) {
      const { arrive } = await import('./arrive.ts')
      part = await arrive(keywright, definition.kind, ports)
      if (part === undefined) return undefined
    }
    const client = knownClient(keywright)
    const beginning = { keywright, environment, client, ports, part, landing: takeLinkLanding(window) }
    return { machine: definition.begin({ ...beginning, options }), definition, address }
  }

  async function start(): Promise<void> {
    const { routing = 'hash' } = options()
    const address = createAddress(routing, window)
    const part = routing === 'hash' ? address.read() : undefined
    if (part && snapshot === first) publish({ state: undefined })
    try {
      running = await begin(address, part)
      if (running && listeners.size > 0) watch(running)
    } catch (error) {
      hasStarted = false
      const failure = isKeywrightApiError(error) ? toFailure(error) : failureOf('network_error')
      publish({ state: firstStates[name], pending: undefined, error: failure })
    }
  }

  function startOnce(): void {
    if (hasStarted) return
    hasStarted = true
    void start()
  }

  return {
    name,
    first,
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      if (!running) startOnce()
      else if (!stop) watch(running)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop?.()
      }
    },
    can: (type) => running?.machine.can(type) ?? (type === 'RETRY' && snapshot.error !== undefined),
    send(event: FlowEvents<Name>) {
      if (running) return running.machine.send(event)
      if (event.type !== 'RETRY' && event.type !== 'VISIT') queued ??= event as Flows[Name]['event']
      publish({ pending: queued?.type, error: undefined })
      startOnce()
    },
  }
}

/** While only a token is known there is a session without its user, of whom nothing can be shown. */
function knownClient({ clientState }: Keywright) {
  return clientState ? { ...clientState, sessions: clientState.sessions.filter(({ user }) => user) } : null
}
