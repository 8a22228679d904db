import {
  createSessionRoute,
  getSessionRoute,
  listSessionsRoute,
  revokeSessionRoute,
  type UserId,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toSessionResource } from './sessions.resource.ts'
import type { SessionsService } from './sessions.service.ts'

/** Backend API of sessions. */
export function sessionsBackendRoutes(router: Router<BackendScope>, sessions: SessionsService): void {
  router.mount(listSessionsRoute, async ({ query }, scope) => {
    const { limit, offset, status } = query
    const filters = { clientId: query.client_id, userId: query.user_id, status }
    const { sessions: page, total } = await sessions.search(scope, { filters, limit, offset })
    const data = page.map((session) => toSessionResource(session, scope.instance.settings))
    return query.paginated ? { data, total_count: total } : data
  })

  router.mount(createSessionRoute, async ({ body }, scope) => {
    const session = await sessions.create(scope, body.user_id as UserId, body.active_organization_id)
    return toSessionResource(session, scope.instance.settings)
  })

  router.mount(getSessionRoute, async ({ params }, scope) =>
    toSessionResource(await sessions.get(scope, params.session_id), scope.instance.settings),
  )

  router.mount(revokeSessionRoute, async ({ params }, scope) =>
    toSessionResource(await sessions.revoke(scope, params.session_id), scope.instance.settings),
  )
}
