import { getClientByIdRoute, listClientsRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { Client, ClientsService } from '../clients/index.ts'
import type { BackendScope } from '../instances/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { toClientResource } from './client-state.resource.ts'

/** Backend API of clients. */
export function clientsBackendRoutes(
  router: Router<BackendScope>,
  clients: ClientsService,
  sessions: SessionsService,
): void {
  const toResources = async (scope: BackendScope, page: readonly Client[]) => {
    const ofPage = await sessions.listOfClients(
      scope,
      page.map(({ id }) => id),
    )
    const byClient = Map.groupBy(ofPage, ({ clientId }) => clientId)
    return page.map((client) =>
      toClientResource(client, byClient.get(client.id) ?? [], scope.instance.settings),
    )
  }

  router.mount(listClientsRoute, async ({ query }, scope) => {
    const { clients: page, total } = await clients.list(scope, query)
    const data = await toResources(scope, page)
    return query.paginated ? { data, total_count: total } : data
  })

  router.mount(getClientByIdRoute, async ({ params }, scope) => {
    const client = await clients.get(scope, params.client_id)
    const own = await sessions.listOfClients(scope, [client.id])
    return toClientResource(client, own, scope.instance.settings)
  })
}
