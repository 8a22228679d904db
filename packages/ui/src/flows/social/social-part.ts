import type { EnvironmentWire } from '@keywright/contract'
import type { SocialProvider } from '@keywright/js/flows'
import type { SocialViews } from './social-views.ts'

/** Signing in and up by way of a provider, as far as a first step needs it. Fetched only where an instance has providers. */
export interface SocialPart extends SocialViews {
  texts: Readonly<Record<string, string>>
  providersOf: (environment: EnvironmentWire) => readonly SocialProvider[]
}
