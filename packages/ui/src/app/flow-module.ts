import type { FlowApi, FlowCall, FlowEvent, LinkLanding, Machine, Snapshot } from '@keywright/js/flows'
import type { VNode } from 'preact'
import type { SocialPart } from '../flows/social/social-part.ts'
import type { View } from '../flows/view.ts'
import type { FormatMessage } from '../localization/message-format.ts'
import type { UiHost } from '../ui-host.ts'
import type { ComponentKind, SignInProps, SignUpProps } from './component-props.ts'
import type { Router } from './router.ts'

/** One flow takes over from the other, with what is known already. */
export interface Handover {
  /** Absent: what comes next is part of the same. */
  to?: ComponentKind
  identifier: string
  /** The address is proven: the server carries it over. */
  isTransfer: boolean
  /** Goes on with an attempt that is there already. */
  resumes?: boolean | undefined
  /** The part of the address that it goes on at, where that is a page of its own. */
  part?: string | undefined
  /** Where to go once it is done. */
  goesOnTo?: string | undefined
}

/** English texts by key. */
export type Texts = Readonly<Record<string, string>>

/** What a flow says, and how its messages are written. */
export interface Speech {
  texts: Texts
  format: FormatMessage
}

/** What a flow is begun with. */
export interface FlowEntry {
  host: UiHost
  props: SignInProps & SignUpProps
  router: Router
  landing: LinkLanding | null
  handover: Handover | undefined
  /** Whether the other flow can take over in the same place. */
  isCombined: boolean
  takesFocus: boolean
  /** Absent where the instance has no providers. */
  social: SocialPart | undefined
  onFinish: (() => void) | undefined
  onHandOver: (handover: Handover) => void
  /** The later steps bring their texts along. */
  onSpeech: (speech: Speech) => void
}

/** A flow as it is loaded: the texts of its first step, and what draws it. */
export interface FlowModule extends Speech {
  FlowApp: (entry: FlowEntry) => VNode
}

/** What is loaded when somebody begins to type: the machine, and all later steps with their texts and rules. */
export interface LaterSteps<Value extends string, Context, Event extends FlowEvent> extends Speech {
  begin: (context: Context, entry: FlowEntry, api: FlowApi) => Machine<Value, Context, Event>
  partOf: (value: Value) => string | null
  views: Record<Value, View<Value, Context, Event>>
  css: string
}

/** What the first step of a flow is drawn from, and how the others are reached. */
export interface FlowProps<Value extends string, Context, Event extends FlowEvent> {
  entry: FlowEntry
  /** How the flow begins. */
  context: Context
  start: Value
  /** Whether it begins with its first step; else nothing is drawn until the right one is there. */
  isAtStart: boolean
  startView: View<Value, Context, Event>
  /** What the machine will ask of the server first, once it gets this event. */
  firstCall: (event: Event) => FlowCall | undefined
  loadLater: () => Promise<LaterSteps<Value, Context, Event>>
  onChange: (snapshot: Snapshot<Value, Context>) => void
}
