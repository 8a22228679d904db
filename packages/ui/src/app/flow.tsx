import type { FlowEvent, Machine, MachineDefinition, Snapshot, Timer } from '@keywright/js/flows'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { View } from '../flows/view.ts'
import { CardLinks } from '../primitives/card.tsx'
import { useUi } from '../primitives/ui-context.ts'
import { focusStep } from './focus.ts'
import type { Router } from './router.ts'

export interface FlowProps<Value extends string, Context, Event extends FlowEvent, Ports extends Timer> {
  machine: Machine<Value, Context, Event>
  definition: MachineDefinition<Value, Context, Event, Ports>
  views: Record<Value, View<Value, Context, Event>>
  router: Router
  /** Whether the first field is focused at once. */
  takesFocus: boolean
  onChange?: (snapshot: Snapshot<Value, Context>) => void
}

/** Draws a machine, keeps its step in the address, and moves the focus with it. */
export function Flow<Value extends string, Context, Event extends FlowEvent, Ports extends Timer>(
  props: FlowProps<Value, Context, Event, Ports>,
) {
  const { machine, definition, views, router, takesFocus, onChange } = props
  const { t } = useUi()
  const [snapshot, setSnapshot] = useState(machine.get)
  const element = useRef<HTMLDivElement>(null)
  const first = useRef(snapshot.value)
  const hasMoved = useRef(false)
  const { value } = snapshot
  if (value !== first.current) hasMoved.current = true

  useLayoutEffect(() => {
    if (element.current && (hasMoved.current || takesFocus)) focusStep(element.current, hasMoved.current)
  }, [value])
  useLayoutEffect(() => machine.subscribe(setSnapshot), [machine])
  useEffect(() => onChange?.(snapshot), [snapshot])
  useEffect(() => {
    const { part } = definition.states[value]
    if (part !== null && part !== router.read()) router.write(part, hasMoved.current ? 'push' : 'replace')
  }, [value])
  useEffect(() => router.watch((part) => machine.send({ type: 'VISIT', part })), [machine])

  return (
    <div ref={element} data-moved={hasMoved.current ? '' : undefined}>
      {views[value]({ snapshot, send: machine.send, t })}
      <CardLinks />
    </div>
  )
}
