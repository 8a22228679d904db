import {
  type AnyFlowName,
  createFlow,
  type Flow,
  type FlowName,
  type FlowOptions,
  type FlowSnapshot,
} from '@keywright/js/elements'
import { createContext, useContext, useRef, useState, useSyncExternalStore } from 'react'
import { useKeywright } from '../keywright-context.ts'

/** The flow around an element, and how it stands. */
export interface FlowAround<Name extends FlowName = FlowName> {
  flow: Flow<Name>
  snapshot: FlowSnapshot<Name>
  /** What the ids of elements begin with. */
  id: string
}

export const FlowAroundContext = createContext<FlowAround | undefined>(undefined)

export function useFlowAround(): FlowAround {
  const around = useContext(FlowAroundContext)
  if (!around) throw new Error('Keywright: an element was used outside of <SignIn.Root> and <SignUp.Root>.')
  return around
}

/** A flow of one’s own: it runs as long as this is drawn. */
export function useOwnFlow<Name extends AnyFlowName>(name: Name, options: FlowOptions): Flow<Name> {
  const keywright = useKeywright()
  const latest = useRef(options)
  latest.current = options
  const [flow] = useState(() => createFlow(keywright, name, () => latest.current))
  return flow
}

export function useSnapshot<Name extends AnyFlowName>(flow: Flow<Name>): FlowSnapshot<Name> {
  return useSyncExternalStore(flow.subscribe, flow.get, () => flow.first)
}
