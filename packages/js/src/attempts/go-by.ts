import type {
  AuthenticateWithPopupParams,
  AuthenticateWithRedirectParams,
} from '../resources/provider-verbs.ts'

export interface SsoParams {
  /** Such as `oauth_google`. */
  strategy: string
  /** Where to go once somebody is signed in. */
  redirectUrl: string
  /** The page that goes on where something is still asked for: it calls `handleRedirectCallback`. */
  redirectCallbackUrl: string
  popup?: Window
  oidcPrompt?: string
  identifier?: string
}

interface Going {
  authenticateWithRedirect(params: AuthenticateWithRedirectParams): Promise<void>
  authenticateWithPopup(params: AuthenticateWithPopupParams): Promise<void>
}

/** Goes by way of a provider. Of the two addresses the resources call the other one `redirectUrl`. */
export function goBy(attempt: Going, { redirectUrl, redirectCallbackUrl, popup, ...rest }: SsoParams) {
  const params = { ...rest, redirectUrl: redirectCallbackUrl, redirectUrlComplete: redirectUrl }
  return popup
    ? attempt.authenticateWithPopup({ ...params, popup })
    : attempt.authenticateWithRedirect(params)
}
