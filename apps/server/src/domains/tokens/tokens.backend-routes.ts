import { createBackendSessionTokenRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { SessionTokensService } from './session-tokens.service.ts'

/** Session tokens for servers. */
export function tokensBackendRoutes(router: Router<BackendScope>, sessionTokens: SessionTokensService): void {
  router.mount(createBackendSessionTokenRoute, async ({ params, body }, { instance }) => ({
    object: 'token',
    jwt: await sessionTokens.createForServer(instance, {
      sessionId: params.session_id,
      expiresInSeconds: body.expires_in_seconds ?? undefined,
      organizationId: body.organization_id,
    }),
  }))
}
