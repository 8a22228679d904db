import {
  type AnyFlowName,
  errorAt,
  errorBeside,
  type Flow,
  type FlowContext,
  type FlowError,
  type FlowEvents,
  type FlowOptions,
  type FlowSnapshot,
  type FlowState,
} from '@keywright/js/elements'
import { useContext } from 'react'
import { FlowAroundContext, useOwnFlow, useSnapshot } from './flow-context.ts'

export interface UseFlow<Name extends AnyFlowName> {
  /** The step; `undefined` while it is being found out which one the address leads to. */
  state: FlowState<Name> | undefined
  /** What the flow knows; `undefined` until the client is loaded. */
  context: FlowContext<Name> | undefined
  /** The event whose answer is awaited. */
  pending: string | undefined
  /** All that was wrong, as the server said it. */
  error: FlowSnapshot<Name>['error']
  /** Whether another step was shown before: then the focus goes along. */
  hasMoved: boolean
  errors: {
    /** What was wrong with a field. */
    at(name: string): FlowError | undefined
    /** What none of these fields says. */
    beside(fields?: readonly string[]): FlowError | undefined
  }
  send(event: FlowEvents<Name>): void
  /** Whether the step understands an event. */
  can: Flow<Name>['can']
}

/** A flow, for forms of one’s own: the one of the root around, else one for this component. */
export function useFlow<Name extends AnyFlowName>(name: Name, options: FlowOptions = {}): UseFlow<Name> {
  const around = useContext(FlowAroundContext)
  const own = useOwnFlow(name, options)
  const isAround = (around?.flow.name as AnyFlowName | undefined) === name
  const flow = isAround && around ? (around.flow as unknown as typeof own) : own
  const snapshot = useSnapshot(flow)
  const { error } = snapshot
  return {
    ...snapshot,
    errors: { at: (field) => errorAt(error, field), beside: (fields = []) => errorBeside(error, fields) },
    send: flow.send,
    can: flow.can,
  }
}
