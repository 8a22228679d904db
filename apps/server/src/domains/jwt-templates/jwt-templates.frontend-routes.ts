import { createTemplateTokenRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { SessionTokensService } from '../tokens/index.ts'
import type { JwtTemplatesService } from './jwt-templates.service.ts'

/** Tokens made from a template, for browsers. */
export function jwtTemplatesFrontendRoutes(
  router: Router<FrontendScope>,
  templates: JwtTemplatesService,
  sessionTokens: SessionTokensService,
): void {
  router.mount(createTemplateTokenRoute, async ({ params, body }, scope) => {
    const { instance, clientTokenHashes, azp, request } = scope
    const { organization_id: organizationId } = body
    const jwt = await sessionTokens.createFromTemplateForClient(
      { instance, clientTokenHashes, azp, ip: request.ip },
      { sessionId: params.session_id, organizationId },
      () => templates.openByName(instance, params.template_name),
    )
    return { object: 'token', jwt }
  })
}
