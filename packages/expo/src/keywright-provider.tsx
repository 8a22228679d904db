import type { Keywright } from '@keywright/js'
import {
  type KeywrightProviderProps as ClientProps,
  KeywrightProvider as ClientProvider,
} from '@keywright/react/headless'
import { useState } from 'react'
import { loadComponents } from './components-loader.ts'
import { createNativeKeywright } from './native-client.ts'
import { isNative, type NativePlatformOptions } from './native-platform.ts'

export interface KeywrightProviderProps
  extends ClientProps,
    Pick<NativePlatformOptions, 'tokenCache' | 'openUrl'> {}

/** Around the app. Native apps keep who is signed in in `tokenCache`, and in memory without one; on the web cookies do. */
export function KeywrightProvider({ tokenCache, openUrl, ...props }: KeywrightProviderProps) {
  const { children, initialState: _initialState, keywright: given, ...options } = props
  const [keywright] = useState(
    () => given ?? (isNative() ? clientFor({ tokenCache, openUrl, ...options }) : undefined),
  )
  return (
    <ClientProvider ui={loadComponents} {...props} keywright={keywright}>
      {children}
    </ClientProvider>
  )
}

const clients = new Map<string, Keywright>()

/** The same client again where the provider is drawn anew: it holds the newest token. */
function clientFor(options: Parameters<typeof createNativeKeywright>[0]): Keywright {
  const name = `${options.publishableKey} ${options.url}`
  const client = clients.get(name) ?? createNativeKeywright(options)
  clients.set(name, client)
  return client
}
