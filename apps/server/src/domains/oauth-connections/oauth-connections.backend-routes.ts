import {
  deleteOAuthConnectionRoute,
  getOAuthConnectionRoute,
  listOAuthConnectionsRoute,
  listOAuthProvidersRoute,
  updateOAuthConnectionRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope, OAuthConnection } from '../instances/index.ts'
import { listProviders } from '../oauth-providers/index.ts'
import { toOAuthConnectionResource, toOAuthProviderResource } from './oauth-connections.resource.ts'
import type { OAuthConnectionsService } from './oauth-connections.service.ts'

/** Backend API of the providers of an instance: our own, the reference has none. */
export function oauthConnectionsBackendRoutes(
  router: Router<BackendScope>,
  connections: OAuthConnectionsService,
  callbackUrl: (scope: BackendScope) => string,
): void {
  const present = (connection: OAuthConnection, scope: BackendScope) =>
    toOAuthConnectionResource(connection, callbackUrl(scope))

  router.mount(listOAuthProvidersRoute, async () => pageOf(listProviders().map(toOAuthProviderResource)))

  router.mount(listOAuthConnectionsRoute, async (_input, scope) =>
    pageOf(connections.list(scope).map((connection) => present(connection, scope))),
  )

  router.mount(getOAuthConnectionRoute, async ({ params }, scope) =>
    present(connections.get(scope, params.provider), scope),
  )

  router.mount(updateOAuthConnectionRoute, async ({ params, body }, scope) => {
    const connection = await connections.put(scope, params.provider, {
      enabled: body.enabled,
      authenticatable: body.authenticatable,
      credentials: body.credentials,
      clientId: body.client_id,
      clientSecret: body.client_secret,
      additionalScopes: body.additional_scopes,
      blockEmailSubaddresses: body.block_email_subaddresses,
      options: body.options,
      custom: body.custom,
    })
    return present(connection, scope)
  })

  router.mount(deleteOAuthConnectionRoute, async ({ params }, scope) => {
    await connections.remove(scope, params.provider)
    return { object: 'oauth_connection', deleted: true }
  })
}

function pageOf<Item>(data: Item[]): { data: Item[]; total_count: number } {
  return { data, total_count: data.length }
}
