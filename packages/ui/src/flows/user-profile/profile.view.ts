import type { ClientUserResource, EnvironmentWire } from '@keywright/contract'
import type { EmailsContext, EmailsEvent, EmailsState, FlowEvent } from '@keywright/js/flows'
import type { VNode } from 'preact'
import type { z } from 'zod'
import type { PicturePreview } from '../../primitives/picture-preview.tsx'
import type { ReadFaults } from '../read-faults.ts'
import type { ViewProps } from '../view.ts'

/** The user as the server writes them. */
export type ProfileUser = z.output<typeof ClientUserResource>

/** What a section is drawn from: its own machine, and the user whom it is about. */
export interface SectionViewProps<Value extends string, Context, Event extends FlowEvent>
  extends ViewProps<Value, Context, Event> {
  user: ProfileUser
  environment: EnvironmentWire
  /** The session that is active on this page. */
  sessionId: string | null
  /** Draws a picture that was chosen, and the forms about one address; absent until their code is there. */
  Preview: typeof PicturePreview | undefined
  emailPanel:
    | ((props: SectionViewProps<EmailsState, EmailsContext, EmailsEvent>, faults: ReadFaults) => VNode | null)
    | undefined
}

export type SectionView<Value extends string, Context, Event extends FlowEvent> = (
  props: SectionViewProps<Value, Context, Event>,
) => VNode
