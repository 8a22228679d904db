import type { LinkLanding } from '@keywright/js/flows'
import type { VNode } from 'preact'
import type { UiHost } from '../ui-host.ts'
import type { ComponentKind, SignInProps, SignUpProps } from './component-props.ts'
import type { Router } from './router.ts'

/** One flow takes over from the other, with what is known already. */
export interface Handover {
  to: ComponentKind
  identifier: string
  /** The address is proven: the server carries it over. */
  isTransfer: boolean
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
  onFinish: (() => void) | undefined
  onHandOver: (handover: Handover) => void
}

/** A flow as it is loaded: its English texts and what draws it. */
export interface FlowModule {
  texts: Readonly<Record<string, string>>
  FlowApp: (entry: FlowEntry) => VNode
}
