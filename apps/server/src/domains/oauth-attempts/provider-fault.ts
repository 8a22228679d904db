/** Why a way to a provider and back led nowhere, by the code that the page is told. The cause is for the log. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault'
  readonly code: 'oauth_access_denied' | 'oauth_token_exchange_error' | 'oauth_fetch_user_error'

  constructor(code: ProviderFault['code'], cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/** What a provider sent is not what it must be. For the log. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
}

/** What a log may say of a failure: errors of libraries carry claims, addresses and answers with them. */
export function whatFailed(cause: unknown): { reason: string } {
  if (!(cause instanceof Error)) return { reason: 'unknown' }
  const { name, message } = cause
  const error = 'error' in cause && typeof cause.error === 'string' ? ` ${cause.error}` : ''
  return { reason: `${name}: ${message}${error}`.slice(0, 300) }
}
