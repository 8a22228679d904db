import { DomainError } from '../../platform/domain-error.ts'
import {
  type ClientState,
  type ClientsService,
  type FrontendScope,
  isAllowedRedirect,
} from '../clients/index.ts'
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

    /** Signs everybody out, and makes the client's token worthless. Returns what the client was in the end. */
    async forget(scope: FrontendScope): Promise<ClientState | null> {
      await removeSessions(scope)
      const last = await scope.clientState()
      if (scope.client) await clients.forget(scope, scope.client.id)
      scope.dropClient()
      return last
    },

    /** Lets a known client's cookie live on; returns where to go on. */
    renew(scope: FrontendScope, redirectUrl: string): string {
      if (!URL.canParse(redirectUrl)) throw new DomainError('invalid_redirect_url', { param: 'redirect_url' })
      if (!isAllowedRedirect(scope.instance, scope.request, redirectUrl))
        throw new DomainError('prohibited_redirect_url', { param: 'redirect_url' })
      scope.renewClient()
      return redirectUrl
    },
  }
}
