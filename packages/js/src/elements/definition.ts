import type { ClientState } from '../flows/flow-api.ts'
import type { FlowPorts } from '../flows/flow-ports.ts'
import type { LinkLanding } from '../flows/link-landing.ts'
import type { Machine } from '../flows/machine.ts'
import type { EnvironmentState, Keywright } from '../interface.ts'
import type { AnyFlowName, FlowContext, FlowOptions, FlowState, Flows } from './flow-types.ts'

/** What a flow is begun with. */
export interface Beginning {
  keywright: Keywright
  environment: EnvironmentState
  client: ClientState | null
  options: () => FlowOptions
  ports: FlowPorts
  landing: LinkLanding | null
  /** The step that the address names; `undefined` where addresses name none. */
  part: string | undefined
}

/** A flow as it is loaded. It is all that differs between one flow and another. */
export interface Definition<Name extends AnyFlowName> {
  /** Of those that a provider leads back to. */
  kind?: 'sign-in' | 'sign-up'
  begin(beginning: Beginning): FlowMachine<Name>
  partOf(state: FlowState<Name>): string | null
  /** Where to go once somebody is signed in. */
  afterUrl(keywright: Keywright, options: FlowOptions): string
  /** The page of another flow that takes over from this state. */
  leadsTo?(state: FlowState<Name>, keywright: Keywright, redirectUrl: string): string | undefined
  /** Tells the machine what happens beside it. Returns how to stop. */
  hear?(machine: FlowMachine<Name>, keywright: Keywright): () => void
}

export type FlowMachine<Name extends AnyFlowName> = Machine<
  FlowState<Name>,
  FlowContext<Name>,
  Flows[Name]['event']
>

interface Resumable<Context> {
  part: string | null
  open?: (context: Context) => object | undefined
}

/** Where the attempt under way stands, by the first of these steps that can be opened. */
export function resumedPart<Context>(steps: readonly Resumable<Context>[], context: Context): string {
  return steps.find(({ open }) => open?.(context))?.part ?? ''
}
