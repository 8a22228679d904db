import { DomainError } from '../../platform/domain-error.ts'

/** How an app’s page learns what became of a link (wire contract 9.1). */
export type LinkStatus = 'verified' | 'expired' | 'failed' | 'client_mismatch' | 'transferable'

/** What opening a link came to. */
export interface LinkOutcome {
  status: LinkStatus
  createdSessionId: string | null
}

/** The URL in a mail. The token is the only secret in it. */
export function verifyLinkUrl(baseUrl: string, token: string): string {
  return `${baseUrl}/v1/verify?token=${encodeURIComponent(token)}`
}

/** Where a link leads in the end, with the status and the session behind it, if one was made. */
export function linkTargetUrl(
  redirectUrl: string,
  status: LinkStatus,
  createdSessionId: string | null,
): string {
  const url = new URL(redirectUrl)
  url.searchParams.set('__clerk_status', status)
  if (createdSessionId !== null) url.searchParams.set('__clerk_created_session', createdSessionId)
  return url.toString()
}

/** Refuses a redirect URL that is missing or leads elsewhere: an open redirect would lend our name to anybody. */
export async function requireRedirectUrl(
  redirectUrl: string | undefined,
  isAllowed: (url: string) => Promise<boolean>,
): Promise<void> {
  if (redirectUrl === undefined) throw new DomainError('form_param_missing', { param: 'redirect_url' })
  if (!URL.canParse(redirectUrl)) throw new DomainError('invalid_redirect_url', { param: 'redirect_url' })
  if (!(await isAllowed(redirectUrl)))
    throw new DomainError('prohibited_redirect_url', { param: 'redirect_url' })
}
