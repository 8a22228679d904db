import {
  createBackendTemplateTokenRoute,
  createJwtTemplateRoute,
  deleteJwtTemplateRoute,
  getJwtTemplateRoute,
  type JwtTemplateBody,
  listJwtTemplatesRoute,
  updateJwtTemplateRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { SessionTokensService } from '../tokens/index.ts'
import { toJwtTemplateResource } from './jwt-templates.resource.ts'
import type { JwtTemplateInput, JwtTemplatesService } from './jwt-templates.service.ts'

/** JWT templates, and tokens made from them for servers. */
export function jwtTemplatesBackendRoutes(
  router: Router<BackendScope>,
  templates: JwtTemplatesService,
  sessionTokens: SessionTokensService,
): void {
  router.mount(listJwtTemplatesRoute, async ({ query }, scope) => {
    const data = (await templates.list(scope, query)).map((each) =>
      toJwtTemplateResource(each, scope.instance),
    )
    return query.paginated ? { data, total_count: await templates.count(scope) } : data
  })

  router.mount(createJwtTemplateRoute, async ({ body }, scope) =>
    toJwtTemplateResource(await templates.create(scope, toInput(body)), scope.instance),
  )

  router.mount(getJwtTemplateRoute, async ({ params }, scope) =>
    toJwtTemplateResource(await templates.get(scope, params.template_id), scope.instance),
  )

  router.mount(updateJwtTemplateRoute, async ({ params, body }, scope) =>
    toJwtTemplateResource(await templates.update(scope, params.template_id, toInput(body)), scope.instance),
  )

  router.mount(deleteJwtTemplateRoute, async ({ params }, scope) => {
    const { id } = await templates.delete(scope, params.template_id)
    return { object: 'jwt_template', id, deleted: true }
  })

  router.mount(createBackendTemplateTokenRoute, async ({ params, body }, { instance }) => ({
    object: 'token',
    jwt: await sessionTokens.createFromTemplateForServer(
      instance,
      {
        sessionId: params.session_id,
        expiresInSeconds: body.expires_in_seconds ?? undefined,
        organizationId: body.organization_id,
      },
      () => templates.openByName(instance, params.template_name),
    ),
  }))
}

function toInput(body: z.output<typeof JwtTemplateBody>): JwtTemplateInput {
  return {
    name: body.name,
    claims: body.claims,
    lifetimeSeconds: body.lifetime,
    allowedClockSkewSeconds: body.allowed_clock_skew,
    hasOwnKey: body.custom_signing_key,
    signingAlgorithm: body.signing_algorithm,
    signingKey: body.signing_key,
  }
}
