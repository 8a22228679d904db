import { KeywrightProvider, type KeywrightProviderProps } from '@keywright/react'
import type { ReactElement } from 'react'

export * from '@keywright/react'

type LoadUi = NonNullable<KeywrightProviderProps['ui']>

/** Nothing of the components is loaded before the first one is shown. */
const loadUi: LoadUi = (kind) =>
  (kind.startsWith('user') ? import('@keywright/ui/user') : import('@keywright/ui')) as ReturnType<LoadUi>

/** The provider of tutorials, which says nothing of where components come from. */
export function ClerkProvider(props: KeywrightProviderProps): ReactElement {
  return <KeywrightProvider ui={loadUi} {...props} />
}
