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
  router.mount(createTemplateTokenRoute, async ({ params }, { instance, clientTokenHashes, azp }) => ({
    object: 'token',
    jwt: await sessionTokens.createFromTemplateForClient(
      { instance, clientTokenHashes, azp },
      params.session_id,
      () => templates.openByName(instance, params.template_name),
    ),
  }))
}
