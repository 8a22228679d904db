import type { SocialProvider } from '@keywright/js/flows'
import type { VNode } from 'preact'

/** What a first step knows of providers. */
export interface SocialChoice {
  config: { providers: readonly SocialProvider[] }
  lastStrategy: string | null
  chosen?: string | undefined
}

export interface SocialButtonsProps {
  context: SocialChoice
  pending: string | undefined
  send: (event: { type: 'CONTINUE_WITH'; strategy: string }) => void
  /** Whether a form stands below them. */
  hasForm: boolean
}

/** What draws the providers of an instance, where it has some. */
export interface SocialViews {
  Buttons: (props: SocialButtonsProps) => VNode
  Logo: (props: { provider: SocialProvider }) => VNode
}
