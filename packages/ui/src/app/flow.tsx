import { type FlowEvent, failureOf, type KernelEvent, type Snapshot } from '@keywright/js/flows'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { CardLinks } from '../primitives/card.tsx'
import { focusStep } from '../primitives/focus-step.ts'
import { useUi } from '../primitives/ui-context.ts'
import type { FlowEntry, FlowProps } from './flow-module.ts'
import { type Running, useRunning } from './use-running.ts'

/**
 * Draws a flow. Its first step is there at once and takes what is typed; the machine and all later steps are loaded as soon
 * as somebody types, and get what was sent meanwhile.
 */
export function Flow<Value extends string, Context, Event extends FlowEvent>(
  props: FlowProps<Value, Context, Event>,
) {
  const { entry, context, start, isAtStart, startView } = props
  const { t } = useUi()
  const { running, snapshot: live, queued, hasFailed, load, queue } = useRunning(props)
  const element = useRef<HTMLDivElement>(null)
  const snapshot = live ?? firstSnapshot({ value: start, context }, queued, hasFailed)
  const isDrawn = running !== undefined || isAtStart || hasFailed
  const hasMoved = useStep(element, entry, isDrawn ? snapshot.value : undefined)
  useAddress(running, entry, snapshot.value, hasMoved)
  useEffect(() => props.onChange(snapshot), [snapshot.value])

  if (!isDrawn) return null
  const send = (event: Event | KernelEvent) => (running ? running.machine.send(event) : queue(event))
  const view = running ? running.views[snapshot.value] : startView
  return (
    <div ref={element} data-moved={hasMoved ? '' : undefined} onInput={load} onPointerDown={load}>
      {view({ snapshot, send, t })}
      <CardLinks key={snapshot.value} />
    </div>
  )
}

/** What the first step shows before the machine is there: idle, busy with what was sent, or cut off. */
function firstSnapshot<Value extends string, Context>(
  now: Pick<Snapshot<Value, Context>, 'value' | 'context'>,
  queued: FlowEvent | undefined,
  hasFailed: boolean,
): Snapshot<Value, Context> {
  if (hasFailed) return { ...now, pending: undefined, error: failureOf('network_error') }
  return {
    ...now,
    context: { ...now.context, chosen: queued?.strategy },
    pending: queued?.type,
    error: undefined,
  }
}

/** Moves the focus with the step; tells whether there was an earlier one. */
function useStep(
  element: { readonly current: HTMLElement | null },
  { takesFocus }: FlowEntry,
  step: string | undefined,
): boolean {
  const first = useRef(step)
  const hasMoved = useRef(false)
  first.current ??= step
  if (step !== first.current) hasMoved.current = true
  useLayoutEffect(() => {
    if (element.current && (hasMoved.current || takesFocus)) focusStep(element.current, hasMoved.current)
  }, [step])
  return hasMoved.current
}

/** Keeps the step in the address, and follows the address. */
function useAddress<Value extends string, Context, Event extends FlowEvent>(
  running: Running<Value, Context, Event> | undefined,
  { router }: FlowEntry,
  value: Value,
  hasMoved: boolean,
): void {
  useEffect(() => {
    const part = running?.partOf(value) ?? null
    const before = router.read()
    const isPassing = /^(next|sso)/.test(before)
    if (part !== null && part !== before) router.write(part, hasMoved && !isPassing ? 'push' : 'replace')
  }, [running, value])
  useEffect(
    () => running && router.watch((part) => running.machine.send({ type: 'VISIT', part })),
    [running, router],
  )
}
