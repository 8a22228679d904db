import type { FlowEvents, FlowName, FlowSnapshot } from '@keywright/js/elements'

/** What a part of a form is brought up to date with. */
export type Snapshot = FlowSnapshot<FlowName>
export type Send = (event: FlowEvents<FlowName>) => void
