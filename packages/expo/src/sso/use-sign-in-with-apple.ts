import { useKeywright } from '@keywright/react/headless'
import { useCallback } from 'react'
import { askApple } from './ask-apple.ts'
import { type StartAppleAuthenticationFlowParams, startAppleFlow } from './start-apple-flow.ts'
import type { ProviderFlowResult } from './start-sso-flow.ts'

export interface UseSignInWithApple {
  /** Asks by the sheet of iOS, and signs in, or up, whoever says yes. */
  startAppleAuthenticationFlow(params?: StartAppleAuthenticationFlowParams): Promise<ProviderFlowResult>
}

/** Signing in with the Apple account of the phone. iOS only; elsewhere `useSSO` with `oauth_apple`. */
export function useSignInWithApple(): UseSignInWithApple {
  const keywright = useKeywright()
  const startAppleAuthenticationFlow = useCallback(
    (params?: StartAppleAuthenticationFlowParams) => startAppleFlow(keywright, askApple, params),
    [keywright],
  )
  return { startAppleAuthenticationFlow }
}
