import type { FlowEvent, Machine } from '@keywright/js/flows'
import { createContext, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { useUi } from '../../primitives/ui-context.ts'
import type { ViewProps } from '../view.ts'
import { useSnapshot } from './use-snapshot.ts'

/** Sections of one page: each has a machine of its own, and all share the same facts. */
export function createSections<Facts extends object>() {
  const FactsContext = createContext<Facts | undefined>(undefined)

  function useFacts(): Facts {
    const facts = useContext(FactsContext)
    if (!facts) throw new Error('Keywright: a section was used outside of its page.')
    return facts
  }

  /** Draws a section as its machine stands. */
  function Running<Value extends string, Context, Event extends FlowEvent>({
    machine,
    view,
  }: {
    machine: Machine<Value, Context, Event>
    view: (props: ViewProps<Value, Context, Event> & Facts) => VNode
  }) {
    const { t } = useUi()
    const facts = useFacts()
    const snapshot = useSnapshot(machine)
    return view({ snapshot, send: machine.send, t, ...facts })
  }

  return { FactsProvider: FactsContext.Provider, useFacts, Running }
}
