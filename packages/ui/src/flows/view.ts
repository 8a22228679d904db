import type { FlowEvent, KernelEvent, Snapshot } from '@keywright/js/flows'
import type { VNode } from 'preact'
import type { Translate } from '../localization/translate.ts'

/**
 * A view is a pure function: it has no hooks and fetches nothing. It is called and not mounted, so that the card around
 * the steps stays the same element from step to step.
 */
export interface ViewProps<Value extends string, Context, Event extends FlowEvent> {
  snapshot: Snapshot<Value, Context>
  send: (event: Event | KernelEvent) => void
  t: Translate
}

export type View<Value extends string, Context, Event extends FlowEvent> = (
  props: ViewProps<Value, Context, Event>,
) => VNode
