import type { FlowEvent, Machine } from '@keywright/js/flows'
import { createContext } from 'preact'
import { useContext, useLayoutEffect, useState } from 'preact/hooks'
import { useUi } from '../../primitives/ui-context.ts'
import type { SectionView, SectionViewProps } from './profile.view.ts'

/** What all sections of a profile share. */
export type ProfileFacts = Pick<
  SectionViewProps<string, unknown, FlowEvent>,
  'user' | 'environment' | 'sessionId' | 'emailPanel'
>

const FactsContext = createContext<ProfileFacts | undefined>(undefined)

export const FactsProvider = FactsContext.Provider

export function useFacts(): ProfileFacts {
  const facts = useContext(FactsContext)
  if (!facts) throw new Error('Keywright: a section was used outside of a profile.')
  return facts
}

/** Draws a section as its machine stands. */
export function Running<Value extends string, Context, Event extends FlowEvent>({
  machine,
  view,
}: {
  machine: Machine<Value, Context, Event>
  view: SectionView<Value, Context, Event>
}) {
  const { t } = useUi()
  const facts = useFacts()
  const [snapshot, setSnapshot] = useState(machine.get)
  useLayoutEffect(() => machine.subscribe(setSnapshot), [machine])
  return view({ snapshot, send: machine.send, t, ...facts })
}
