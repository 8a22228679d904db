import type { FrontendScope } from '../clients/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { ticketPageUrl } from './sign-in-tokens.policy.ts'
import type { SignInTokensService } from './sign-in-tokens.service.ts'

export interface TicketsDeps {
  signInTokens: Pick<SignInTokensService, 'inspect'>
  sessions: Pick<SessionsService, 'listSignedInOfClient'>
  urls: { signInUrl(scope: FrontendScope): string; afterSignInUrl(scope: FrontendScope): string }
}

export type TicketsService = ReturnType<typeof createTicketsService>

/** What the URL of a ticket does when a browser opens it. */
export function createTicketsService({ signInTokens, sessions, urls }: TicketsDeps) {
  async function isSignedInAs(scope: FrontendScope, userId: string): Promise<boolean> {
    if (!scope.client) return false
    const present = await sessions.listSignedInOfClient(scope, scope.client.id)
    return present.some((session) => session.userId === userId)
  }

  return {
    /** The page to go on with. The ticket is used up there, by a request that no link preview makes. */
    async pageFor(scope: FrontendScope, ticket: string): Promise<string> {
      const { userId } = await signInTokens.inspect(scope, ticket)
      if (await isSignedInAs(scope, userId))
        return ticketPageUrl(urls.afterSignInUrl(scope), ticket, 'complete')
      return ticketPageUrl(urls.signInUrl(scope), ticket, 'sign_in')
    },
  }
}
