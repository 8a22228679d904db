import type { ErrorCode } from '@keywright/contract'
import type { SignInToken } from './sign-in-token.entity.ts'

/** Why a ticket opens nothing; `undefined` when it does. */
export function ticketFault(token: SignInToken | undefined, now: Date): ErrorCode | undefined {
  if (!token) return 'ticket_invalid_code'
  if (token.status === 'revoked') return 'sign_in_token_revoked_code'
  if (token.status === 'accepted') return 'sign_in_token_already_used_code'
  return token.expireAt <= now ? 'ticket_expired_code' : undefined
}

/** Where a ticket is opened. */
export function acceptTicketUrl(baseUrl: string, ticket: string): string {
  return `${baseUrl}/v1/tickets/accept?ticket=${encodeURIComponent(ticket)}`
}

/** The page that goes on with a ticket, and how it learns what to do (wire contract 9.2). */
export function ticketPageUrl(
  pageUrl: string,
  ticket: string,
  status: 'sign_in' | 'sign_up' | 'complete',
): string {
  const url = new URL(pageUrl)
  // A ticket with nothing left to do is not handed on: it stays out of the history and of logs.
  if (status !== 'complete') url.searchParams.set('__clerk_ticket', ticket)
  url.searchParams.set('__clerk_status', status)
  return url.toString()
}
