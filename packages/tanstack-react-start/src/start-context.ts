import type { BrowserState, RequestAuth } from '@keywright/adapter-core'
import type { BackendClient } from '@keywright/backend'
import { getGlobalStartContext } from '@tanstack/react-start'

/** What the middleware leaves for server functions, loaders and pages. */
export interface KeywrightContext {
  auth: RequestAuth
  keywright: BackendClient
  /** For the page: anybody may read it. */
  keywrightState: BrowserState
}

/** `undefined`: this is no request, or no middleware of ours has seen it. */
export function findContext(): Partial<KeywrightContext> | undefined {
  try {
    return getGlobalStartContext() as Partial<KeywrightContext> | undefined
  } catch {
    // So Start says that there is no request.
    return undefined
  }
}
