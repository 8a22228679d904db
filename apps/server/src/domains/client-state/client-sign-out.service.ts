import { DomainError } from '../../platform/domain-error.ts'
import { type ClientsService, type FrontendScope, isAllowedRedirect } from '../clients/index.ts'
import type { SessionsService } from '../sessions/index.ts'

export interface ClientSignOutDeps {
  clients: Pick<ClientsService, 'forget'>
  sessions: Pick<SessionsService, 'removeAllOfClient'>
}

export type ClientSignOut = ReturnType<typeof createClientSignOut>

/** What a client can do to itself as a whole. Each is fine to ask for twice. */
export function createClientSignOut({ clients, sessions }: ClientSignOutDeps) {
  async function removeSessions(scope: FrontendScope): Promise<void> {
    if (scope.client) await sessions.removeAllOfClient(scope, scope.client.id)
  }

  return {
    removeSessions,

    /** Signs everybody out, and makes the client's token worthless. */
    async forget(scope: FrontendScope): Promise<void> {
      await removeSessions(scope)
      if (scope.client) await clients.forget(scope, scope.client.id)
      scope.dropClient()
    },

    /** Gives a known client a new cookie; returns where to go on. */
    async renew(scope: FrontendScope, redirectUrl: string): Promise<string> {
      if (!URL.canParse(redirectUrl)) throw new DomainError('invalid_redirect_url', { param: 'redirect_url' })
      if (!isAllowedRedirect(scope.instance, scope.request, redirectUrl))
        throw new DomainError('prohibited_redirect_url', { param: 'redirect_url' })
      if (scope.client) await scope.rotateClient()
      return redirectUrl
    },
  }
}
