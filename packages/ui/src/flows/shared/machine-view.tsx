import type { FlowEvent, Machine } from '@keywright/js/flows'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { focusStep } from '../../primitives/focus-step.ts'
import { useUi } from '../../primitives/ui-context.ts'
import type { View } from '../view.ts'
import { useSnapshot } from './use-snapshot.ts'

/** Draws the step at which a machine stands, and moves the focus with it. */
export function MachineView<Value extends string, Context, Event extends FlowEvent>({
  machine,
  views,
}: {
  machine: Machine<Value, Context, Event>
  views: Record<Value, View<Value, Context, Event>>
}) {
  const { t } = useUi()
  const snapshot = useSnapshot(machine)
  const element = useRef<HTMLDivElement>(null)
  const { value } = snapshot
  const isFirst = useRef(true)
  useLayoutEffect(() => {
    const { current } = element
    const area = current?.querySelector('textarea')
    if (current && !isFirst.current) area ? area.focus() : focusStep(current, true)
    isFirst.current = false
  }, [value])
  return <div ref={element}>{views[value]({ snapshot, send: machine.send, t })}</div>
}
