import type { KeywrightOptions } from '@keywright/js'
import * as React from 'react'

/** What the provider says of how its components are drawn. */
type ProviderOptions = Partial<
  Pick<KeywrightOptions, 'publishableKey' | 'url' | 'appearance' | 'localization' | 'signInUrl' | 'signUpUrl'>
>

/** One for each request that draws components: server components have no context. */
const optionsOfRequest = (React.cache ?? ((make) => make))((): { current: ProviderOptions } => ({
  current: {},
}))

/** The provider stands around all components, and is drawn before them. */
export function setProviderOptions(options: ProviderOptions): void {
  optionsOfRequest().current = options
}

export const providerOptions = (): ProviderOptions => optionsOfRequest().current
