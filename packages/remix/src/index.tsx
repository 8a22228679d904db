/** The names that code for Remix has for what `@keywright/react-router` has. */
import { KeywrightProvider, type KeywrightProviderProps } from '@keywright/react-router'
import type { ComponentType } from 'react'
import { useLoaderData } from 'react-router'

export * from '@keywright/react-router'

/** The root component with the provider around it: `export default ClerkApp(App)`. */
export function ClerkApp(App: ComponentType, options: Omit<KeywrightProviderProps, 'loaderData'> = {}) {
  return function ClerkAppRoot() {
    return (
      <KeywrightProvider {...options} loaderData={useLoaderData()}>
        <App />
      </KeywrightProvider>
    )
  }
}
