import type { FlowEvent } from '@keywright/js/flows'
import { createSections } from '../shared/sections.tsx'
import type { SectionViewProps } from './profile.view.ts'

/** What all sections of a profile share. */
export type ProfileFacts = Pick<
  SectionViewProps<string, unknown, FlowEvent>,
  'user' | 'environment' | 'sessionId' | 'emailPanel' | 'Preview'
>

export const { FactsProvider, useFacts, Running } = createSections<ProfileFacts>()
