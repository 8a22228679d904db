import type { EnvironmentWire } from '@keywright/contract'
import type { FlowEvent, OrganizationMembership, OrganizationPermission } from '@keywright/js/flows'
import type { VNode } from 'preact'
import type { PicturePreview } from '../../primitives/picture-preview.tsx'
import { createSections } from '../shared/sections.tsx'
import type { ViewProps } from '../view.ts'

/** What all sections of an organization share. */
export interface OrganizationFacts {
  /** Who looks at it, and what they may do there. */
  membership: OrganizationMembership
  userId: string
  environment: EnvironmentWire
  /** Draws a picture that was chosen; absent until its code is there. */
  Preview: typeof PicturePreview | undefined
  may: (permission: OrganizationPermission) => boolean
}

export type OrganizationSection<Value extends string, Context, Event extends FlowEvent> = (
  props: ViewProps<Value, Context, Event> & OrganizationFacts,
) => VNode

export const { FactsProvider, useFacts, Running } = createSections<OrganizationFacts>()
