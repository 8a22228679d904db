import {
  createBackendSessionTokenRoute,
  createSessionRoute,
  getClientByIdRoute,
  getHandshakePayloadRoute,
  getSessionRoute,
  listClientsRoute,
  listRevocationsRoute,
  listSessionsRoute,
  refreshSessionRoute,
  revokeSessionRoute,
  verifyClientRoute,
  verifySessionRoute,
} from '@keywright/contract'
import { createUser } from '../factories/users.factory.ts'
import type { BackendRouteCase, Named, Tenant } from './route-case.ts'

const user = async ({ app, scope }: Tenant) => ({ user_id: (await createUser(app, {}, scope)).id })

export async function session(tenant: Tenant) {
  const { id: userId } = await createUser(tenant.app, {}, tenant.scope)
  const { id, clientId } = await tenant.app.services.sessions.create(tenant.scope, userId)
  return { session_id: id, client_id: clientId }
}

/** With a session token, as the session's browser has one. */
async function token(tenant: Tenant) {
  const { session_id: sessionId } = await session(tenant)
  const { sessionTokens } = tenant.app.services
  return {
    session_id: sessionId,
    token: await sessionTokens.createForServer(tenant.instance, { sessionId, expiresInSeconds: undefined }),
  }
}

const tokenBody = ({ token: jwt }: Named) => ({ token: jwt })
const refreshBody = () => ({
  expired_token: 'x',
  refresh_token: 'x',
  request_origin: 'http://localhost:3000',
})

export const sessionRouteCases: readonly BackendRouteCase[] = [
  { route: listSessionsRoute },
  { route: createSessionRoute, arrange: user, body: ({ user_id }) => ({ user_id }) },
  { route: getSessionRoute, arrange: session },
  { route: revokeSessionRoute, arrange: session },
  { route: createBackendSessionTokenRoute, arrange: session, body: () => ({}) },
  { route: listRevocationsRoute },
  { route: verifySessionRoute, arrange: token, body: tokenBody },
  { route: refreshSessionRoute, arrange: session, body: refreshBody, succeeds: 'elsewhere' },
  { route: listClientsRoute },
  { route: getClientByIdRoute, arrange: session },
  { route: verifyClientRoute, arrange: token, body: tokenBody },
  { route: getHandshakePayloadRoute, query: () => ({ nonce: 'x' }), succeeds: 'elsewhere' },
]
