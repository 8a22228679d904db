/** Leaving for a provider, as official SDKs name it. */

export interface AuthenticateWithRedirectParams {
  /** Such as `oauth_google`. */
  strategy: string
  /** The page that reads what came of it: it calls `handleRedirectCallback`. */
  redirectUrl: string
  /** Where to go once somebody is signed in. */
  redirectUrlComplete: string
  /** Goes on with the attempt under way, rather than begin another. */
  continueSignIn?: boolean
  continueSignUp?: boolean
  /** Who it is, as far as they said: the provider may fill it in. */
  identifier?: string
  emailAddress?: string
  legalAccepted?: boolean
  unsafeMetadata?: Record<string, unknown>
  /** What the provider is to ask of them (OpenID Connect Core 1.0 §3.1.2.1). */
  oidcPrompt?: string
  oidcLoginHint?: string
}

/** `null`: the browser has opened none. */
export type AuthenticateWithPopupParams = AuthenticateWithRedirectParams & { popup: Window | null }

export interface ProviderVerbs {
  /** Leaves this page for a provider. */
  authenticateWithRedirect(params: AuthenticateWithRedirectParams): Promise<void>
  /** The same in a window over this one, which the page has opened. */
  authenticateWithPopup(params: AuthenticateWithPopupParams): Promise<void>
}
