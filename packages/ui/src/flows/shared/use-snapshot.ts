import type { FlowEvent, Machine, Snapshot } from '@keywright/js/flows'
import { useLayoutEffect, useState } from 'preact/hooks'

/** How a machine stands, for as long as somebody looks. */
export function useSnapshot<Value extends string, Context, Event extends FlowEvent>(
  machine: Machine<Value, Context, Event>,
): Snapshot<Value, Context> {
  const [snapshot, setSnapshot] = useState(machine.get)
  useLayoutEffect(() => machine.subscribe(setSnapshot), [machine])
  return snapshot
}
