import type { AccountChoice } from './accounts.ts'

/** What a link in a mail wrote into the address it led back to (wire contract 9.1). */
export interface LinkLanding {
  status: 'verified' | 'expired' | 'failed' | 'client_mismatch' | 'transferable' | 'sign_in' | 'sign_up'
  sessionId: string | null
  /** Of an invitation, or of a server that signs somebody in (wire contract 9.2). Not used yet. */
  ticket: string | null
  /** What is shown to whoever it led here. */
  stateFor(accounts: readonly AccountChoice[]): LandingState
}

const statuses = ['verified', 'expired', 'failed', 'client_mismatch', 'transferable'] as const
const ticketStatuses = ['sign_in', 'sign_up'] as const

/** Reads the outcome of a link from the query of an address. */
export function readLinkLanding(query: URLSearchParams): LinkLanding | null {
  const said = query.get('__clerk_status')
  const ticket = query.get('__clerk_ticket')
  const ticketStatus = ticketStatuses.find((name) => name === said)
  if (ticket && ticketStatus)
    return { status: ticketStatus, sessionId: null, ticket, stateFor: () => 'ticket' }
  const status = statuses.find((name) => name === said)
  if (!status) return null
  const sessionId = query.get('__clerk_created_session')
  return {
    status,
    sessionId,
    ticket: null,
    stateFor: (accounts) => landingState(status, sessionId, accounts),
  }
}

/** What a link wrote into the address of a page is read once, and taken out of it. */
export function takeLinkLanding({ location, history }: Window): LinkLanding | null {
  const url = new URL(location.href)
  const landing = readLinkLanding(url.searchParams)
  if (!landing) return null
  for (const name of ['__clerk_status', '__clerk_created_session', '__clerk_ticket'])
    url.searchParams.delete(name)
  history.replaceState(history.state, '', url)
  return landing
}

export type LandingState =
  | 'done'
  | 'ticket'
  | 'already_signed_in'
  | 'link_elsewhere'
  | 'link_expired'
  | 'link_failed'
  | 'link_mismatch'

/** A link opened in the browser that asked for it signs in there; in any other it only says that it worked. */
function landingState(
  status: LinkLanding['status'],
  sessionId: string | null,
  accounts: readonly AccountChoice[],
): LandingState {
  if (status === 'expired') return 'link_expired'
  if (status === 'failed') return 'link_failed'
  if (status === 'client_mismatch') return 'link_mismatch'
  // It was opened before, and its visitor has stayed signed in.
  if (sessionId === null && accounts.length > 0) return 'already_signed_in'
  return accounts.some((account) => account.sessionId === sessionId) ? 'done' : 'link_elsewhere'
}
