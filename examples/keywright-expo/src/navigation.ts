/** Which screen is shown: by the address on the web, by what was tapped last on a phone. */
import { useSyncExternalStore } from 'react'
import { Platform } from 'react-native'

const isWeb = Platform.OS === 'web'
const listeners = new Set<() => void>()
let path = isWeb ? location.pathname : '/'

function show(next: string): void {
  path = next
  for (const listener of listeners) listener()
}

if (isWeb) addEventListener('popstate', () => show(location.pathname))

export function navigate(url: string): void {
  if (isWeb) history.pushState(null, '', url)
  show(url.replace(/[?#].*$/, ''))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePath = () => useSyncExternalStore(subscribe, () => path)
