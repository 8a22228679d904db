import {
  clearSiteDataRoute,
  deleteClientRoute,
  getClientRoute,
  postClientRoute,
  putClientRoute,
  removeClientSessionsRoute,
  touchClientRoute,
} from '@keywright/contract'
import { Reply, type Router, redirectTo } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { ClientSignOut } from './client-sign-out.service.ts'

/** Frontend API of the client itself: reading it, renewing its cookie, signing everybody out. */
export function clientFrontendRoutes(router: Router<FrontendScope>, signOut: ClientSignOut): void {
  router.mount(getClientRoute, async (_input, scope) => await scope.clientState())

  for (const route of [putClientRoute, postClientRoute] as const) {
    router.mount(route, async (_input, scope) => {
      await scope.ensureClient()
      return await scope.clientState()
    })
  }

  router.mount(deleteClientRoute, async (_input, scope) => await signOut.forget(scope))

  router.mount(removeClientSessionsRoute, async (_input, scope) => {
    await signOut.removeSessions(scope)
    return await scope.clientState()
  })

  router.mount(touchClientRoute, async ({ query }, scope) =>
    redirectTo(signOut.renew(scope, query.redirect_url)),
  )

  router.mount(clearSiteDataRoute, async (_input, scope) => {
    scope.dropClient()
    // Not "cookies": that would clear those of every app on the same site.
    return new Reply(
      200,
      { 'clear-site-data': '"cache", "storage"', 'content-type': 'application/json' },
      'null',
    )
  })
}
