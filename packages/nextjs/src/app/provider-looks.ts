import type { KeywrightOptions } from '@keywright/js'
import * as React from 'react'

/** What the provider says that its components are drawn by. */
type Looks = Partial<Pick<KeywrightOptions, 'appearance' | 'localization' | 'signInUrl' | 'signUpUrl'>>

/** One for each request that draws components: server components have no context. */
const looksOfRequest = (React.cache ?? ((make) => make))((): { current: Looks } => ({ current: {} }))

/** The provider stands around all components, and is drawn before them. */
export function setProviderLooks(looks: Looks): void {
  looksOfRequest().current = looks
}

export const providerLooks = (): Looks => looksOfRequest().current
