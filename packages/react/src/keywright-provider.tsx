import { createKeywright, type Keywright, type KeywrightOptions } from '@keywright/js'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { type InitialState, KeywrightContext } from './keywright-context.ts'

export interface KeywrightProviderProps extends KeywrightOptions {
  /** A client made elsewhere, in place of one made from the options. */
  keywright?: Keywright | undefined
  /** What the server knew of the visitor, so that the first picture is the right one. */
  initialState?: InitialState | undefined
  children?: ReactNode
}

const shared = new Map<string, Keywright>()

/**
 * Makes the client known to everything inside, and loads it. Two providers on a page with the same key share one client.
 * Options are read once.
 */
export function KeywrightProvider({ keywright, initialState, children, ...options }: KeywrightProviderProps) {
  const [client] = useState(() => keywright ?? clientFor(options))
  useEffect(() => {
    // Why it failed is the client's status, which <KeywrightFailed> shows.
    client.load().catch(() => undefined)
  }, [client])
  const value = useMemo(() => ({ keywright: client, initialState }), [client, initialState])
  return <KeywrightContext.Provider value={value}>{children}</KeywrightContext.Provider>
}

function clientFor(options: KeywrightOptions): Keywright {
  // A server draws for many visitors: nothing is kept there.
  if (typeof window === 'undefined') return createKeywright(options)
  const name = [options.publishableKey, options.url, options.proxyUrl].join(' ')
  const client = shared.get(name) ?? createKeywright(options)
  shared.set(name, client)
  return client
}
