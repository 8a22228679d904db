import type { Keywright, Resources } from '@keywright/js'
import { type InitialState, nothing } from '@keywright/js/binding'
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'

interface KeywrightContextValue {
  keywright: Keywright
  initialState: InitialState | undefined
}

export const KeywrightContext = createContext<KeywrightContextValue | undefined>(undefined)

/** The client and what the server knew. For the hooks of this package. */
export function useKeywrightContext(): KeywrightContextValue {
  const value = useContext(KeywrightContext)
  if (!value)
    throw new Error(
      'Keywright: a hook or component was used outside of <KeywrightProvider>. Put it around your app.',
    )
  return value
}

/** The client itself. It stays the same; use the other hooks for what changes. */
export function useKeywright(): Keywright {
  return useKeywrightContext().keywright
}

/** Who is signed in. While a page from a server comes to life, nothing is known, as on the server. */
export function useResources(): Resources {
  const keywright = useKeywright()
  const subscribe = useCallback((listener: () => void) => keywright.on('resources', listener), [keywright])
  return useSyncExternalStore(
    subscribe,
    () => keywright.resources,
    () => nothing,
  )
}

/** How far the client is. */
export function useStatus(): Keywright['status'] {
  const keywright = useKeywright()
  const subscribe = useCallback((listener: () => void) => keywright.on('status', listener), [keywright])
  return useSyncExternalStore(
    subscribe,
    () => keywright.status,
    () => 'loading',
  )
}
