/** One way to a provider and back. Its id is that of the proof it is part of. */
export interface OAuthAttempt {
  id: string
  provider: string
  redirectUri: string
  actionCompleteRedirectUrl: string | null
  isNative: boolean
  usedAt: Date | null
  expireAt: Date
}

/** What must be remembered of the request, and must not be seen. */
export interface AttemptSecrets {
  nonce: string
  codeVerifier: string
  requestedScopes: readonly string[]
}
