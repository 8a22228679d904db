import { useKeywright } from '@keywright/react/headless'
import { useCallback, useEffect } from 'react'
import { loadBrowser } from './load-browser.ts'
import { type StartSSOFlowParams, type StartSSOFlowReturnType, startSsoFlow } from './start-sso-flow.ts'

export interface UseSSO {
  /** Opens the page of a provider over the app, and signs in, or up, whoever comes back from there. */
  startSSOFlow(params: StartSSOFlowParams): Promise<StartSSOFlowReturnType>
}

/** Signing in with the accounts of other companies. */
export function useSSO(): UseSSO {
  const keywright = useKeywright()
  useEffect(() => {
    // Browsers let a page open a window for some seconds after a click: loading must not take them. What fails here is told then.
    loadBrowser().catch(() => undefined)
  }, [])
  const startSSOFlow = useCallback(
    (params: StartSSOFlowParams) => startSsoFlow(keywright, loadBrowser, params),
    [keywright],
  )
  return { startSSOFlow }
}
