import { createSessionTokenRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { SessionTokensService } from './session-tokens.service.ts'

/** Nine requests in ten: the session token of a browser's session. */
export function tokensFrontendRoutes(
  router: Router<FrontendScope>,
  sessionTokens: SessionTokensService,
): void {
  router.mount(createSessionTokenRoute, async ({ params, body }, scope) => {
    const { instance, clientTokenHashes, azp, request } = scope
    const { organization_id: organizationId } = body
    const caller = { instance, clientTokenHashes, azp, ip: request.ip }
    return {
      object: 'token',
      jwt: await sessionTokens.createForClient(caller, { sessionId: params.session_id, organizationId }),
    }
  })
}
