import type { Keywright, KeywrightOptions } from '@keywright/js'
import { clientFor, type InitialState } from '@keywright/js/binding'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { KeywrightContext } from './keywright-context.ts'

export interface KeywrightProviderProps extends KeywrightOptions {
  /** A client made elsewhere, in place of one made from the options. */
  keywright?: Keywright | undefined
  /** What the server knew of the visitor, so that the first picture is the right one. */
  initialState?: InitialState | undefined
  children?: ReactNode
}

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
