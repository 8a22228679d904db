import { DomainError } from '../../platform/domain-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { InvitationAcceptance } from '../organization-invitations/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { ticketPageUrl } from './sign-in-tokens.policy.ts'
import type { SignInTokensService } from './sign-in-tokens.service.ts'

export interface TicketsDeps {
  signInTokens: Pick<SignInTokensService, 'inspect'>
  invitations: Pick<InvitationAcceptance, 'isTicket' | 'inspectTicket' | 'acceptTicket'>
  sessions: Pick<SessionsService, 'listSignedInOfClient'>
  urls: {
    signInUrl(scope: FrontendScope): string
    signUpUrl(scope: FrontendScope): string
    afterSignInUrl(scope: FrontendScope): string
  }
}

export type TicketsService = ReturnType<typeof createTicketsService>

/** What the URL of a ticket does when a browser opens it. */
export function createTicketsService({ signInTokens, invitations, sessions, urls }: TicketsDeps) {
  async function isSignedInAs(scope: FrontendScope, userId: string): Promise<boolean> {
    if (!scope.client) return false
    const present = await sessions.listSignedInOfClient(scope, scope.client.id)
    return present.some((session) => session.userId === userId)
  }

  /** The invited go where the invitation says, or to a page of ours. */
  async function pageForInvited(scope: FrontendScope, ticket: string): Promise<string> {
    const { invitation, user } = await invitations.inspectTicket(scope, ticket)
    const { redirectUrl } = invitation
    if (!user) return ticketPageUrl(redirectUrl ?? urls.signUpUrl(scope), ticket, 'sign_up')
    if (!(await isSignedInAs(scope, user.id)))
      return ticketPageUrl(redirectUrl ?? urls.signInUrl(scope), ticket, 'sign_in')
    // They are here themselves, no preview of the link: nothing is left to ask of them.
    await invitations.acceptTicket(scope, ticket)
    return ticketPageUrl(redirectUrl ?? urls.afterSignInUrl(scope), ticket, 'complete')
  }

  /** Whoever comes too late, or once more, is told so by the page that tries the ticket, and can go on from there. */
  function pageForLate(scope: FrontendScope, ticket: string, error: unknown): string {
    if (!(error instanceof DomainError) || error.code === 'ticket_invalid_code') throw error
    return ticketPageUrl(urls.signInUrl(scope), ticket, 'sign_in')
  }

  return {
    /** The page to go on with. The ticket is used up there, by a request that no link preview makes. */
    async pageFor(scope: FrontendScope, ticket: string): Promise<string> {
      if (invitations.isTicket(ticket))
        return await pageForInvited(scope, ticket).catch((error: unknown) =>
          pageForLate(scope, ticket, error),
        )
      const { userId } = await signInTokens.inspect(scope, ticket)
      if (await isSignedInAs(scope, userId))
        return ticketPageUrl(urls.afterSignInUrl(scope), ticket, 'complete')
      return ticketPageUrl(urls.signInUrl(scope), ticket, 'sign_in')
    },
  }
}
