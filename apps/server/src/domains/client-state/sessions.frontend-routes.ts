import {
  endSessionRoute,
  getClientSessionRoute,
  listMyActiveSessionsRoute,
  listMySessionsRoute,
  removeSessionRoute,
  revokeMySessionRoute,
  touchSessionRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { type CallerSession, callerOf, type FrontendScope } from '../clients/index.ts'
import { type SessionsService, toSessionActivityResource, toSessionBase } from '../sessions/index.ts'
import type { ClientStateService } from './client-state.service.ts'

/** Frontend API of sessions: those of the caller's client, and those of its user on all clients. */
export function sessionsFrontendRoutes(
  router: Router<FrontendScope>,
  sessions: SessionsService,
  states: ClientStateService,
  requireRecentProof: (scope: FrontendScope, session: CallerSession) => Promise<void>,
): void {
  router.mount(getClientSessionRoute, async ({ params }, scope) =>
    states.composeSession(scope, await sessions.getOwn(scope, scope.client, params.session_id)),
  )

  router.mount(touchSessionRoute, async ({ params, body }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id, 'signed_out')
    await sessions.touch(scope, session, body.active_organization_id)
    return await states.composeSession(scope, await sessions.get(scope, session.id))
  })

  router.mount(endSessionRoute, async ({ params }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id)
    return await states.composeSession(scope, await sessions.end(scope, session.id))
  })

  router.mount(removeSessionRoute, async ({ params }, scope) => {
    const session = await sessions.getOwn(scope, scope.client, params.session_id)
    return await states.composeSession(scope, await sessions.remove(scope, session.id))
  })

  router.mount(listMySessionsRoute, async (_input, scope) =>
    states.composeSessions(scope, await sessions.listSignedInOfUser(scope, callerOf(scope).userId)),
  )

  router.mount(listMyActiveSessionsRoute, async (_input, scope) => {
    const all = await sessions.listSignedInOfUser(scope, callerOf(scope).userId)
    return all.map((session) => ({
      ...toSessionBase(session, scope.instance.settings),
      latest_activity: toSessionActivityResource(session),
    }))
  })

  router.mount(revokeMySessionRoute, async ({ params }, scope) => {
    await requireRecentProof(scope, callerOf(scope))
    const session = await sessions.getOfUser(scope, callerOf(scope).userId, params.session_id)
    return await states.composeSession(scope, await sessions.revoke(scope, session.id))
  })
}
