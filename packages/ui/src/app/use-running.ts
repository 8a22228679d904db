import type { FlowEvent, KernelEvent, Machine, Snapshot } from '@keywright/js/flows'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { adoptStyles } from './adopt-styles.ts'
import type { FlowProps, LaterSteps } from './flow-module.ts'
import { createHeadStart } from './head-start.ts'

/** A flow whose machine is there. */
export interface Running<Value extends string, Context, Event extends FlowEvent>
  extends Pick<LaterSteps<Value, Context, Event>, 'views' | 'partOf'> {
  machine: Machine<Value, Context, Event>
}

/** Loads the machine once, and hands it what was sent before it was there. */
export function useRunning<Value extends string, Context, Event extends FlowEvent>(
  props: FlowProps<Value, Context, Event>,
) {
  const { entry, context, isAtStart, firstCall, loadLater } = props
  const [running, setRunning] = useState<Running<Value, Context, Event>>()
  const [snapshot, setSnapshot] = useState<Snapshot<Value, Context>>()
  const [queued, setQueued] = useState<Event>()
  const [hasFailed, setFailed] = useState(false)
  const [headStart] = useState(() => createHeadStart(entry.host.api))
  const loading = useRef<Promise<unknown>>(undefined)

  const load = () => {
    loading.current ??= loadLater().then(
      ({ begin, views, partOf, texts, format, css }) => {
        adoptStyles(css)
        entry.onSpeech({ texts, format })
        const machine = begin(context, entry, headStart.api)
        setSnapshot(machine.get())
        setRunning({ machine, views, partOf })
      },
      () => {
        loading.current = undefined
        setFailed(true)
      },
    )
  }
  useEffect(() => {
    // Browsers open windows only while somebody presses: what does so is there before them.
    if (!isAtStart || entry.props.oauthFlow) load()
  }, [])
  useLayoutEffect(() => {
    if (!running) return
    const stop = running.machine.subscribe(setSnapshot)
    if (queued) running.machine.send(queued)
    return stop
  }, [running])

  return {
    ...{ running, snapshot, hasFailed, load },
    queued,
    queue(event: Event | KernelEvent) {
      setFailed(false)
      if (event.type !== 'RETRY' && event.type !== 'VISIT') {
        setQueued((first) => first ?? (event as Event))
        const call = firstCall(event as Event)
        if (call) headStart.send(call)
      }
      load()
    },
  }
}
