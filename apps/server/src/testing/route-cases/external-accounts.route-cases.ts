import { randomBytes } from 'node:crypto'
import {
  CustomProvider,
  deleteOAuthConnectionRoute,
  deleteUserExternalAccountRoute,
  getOAuthAccessTokenRoute,
  getOAuthConnectionRoute,
  listOAuthConnectionsRoute,
  listOAuthProvidersRoute,
  updateOAuthConnectionRoute,
} from '@keywright/contract'
import { connectAccount, newIdentity } from '../factories/external-accounts.factory.ts'
import type { BackendRouteCase, Tenant } from './route-case.ts'

/** A provider of the operator’s own: those that everybody knows have the same name at every instance. */
async function connection({ app, scope }: Tenant) {
  const provider = `custom_${randomBytes(4).toString('hex')}`
  const custom = CustomProvider.parse({
    ...{ name: 'Acme', protocol: 'oauth2', userinfo_endpoint: 'https://id.example.com/me' },
    ...{ authorization_endpoint: 'https://id.example.com/a', token_endpoint: 'https://id.example.com/t' },
  })
  await app.services.oauthConnections.put(scope, provider, { clientId: 'id', clientSecret: 'secret', custom })
  return { provider }
}

async function account(tenant: Tenant) {
  const named = await connection(tenant)
  const identity = newIdentity({ provider: named.provider })
  const { userId, accountId } = await connectAccount(tenant.app, { identity }, tenant.scope)
  return { ...named, user_id: userId, external_account_id: accountId }
}

export const externalAccountRouteCases: readonly BackendRouteCase[] = [
  { route: listOAuthProvidersRoute },
  { route: listOAuthConnectionsRoute },
  { route: getOAuthConnectionRoute, arrange: connection },
  { route: updateOAuthConnectionRoute, arrange: connection, body: () => ({ additional_scopes: ['repo'] }) },
  { route: deleteOAuthConnectionRoute, arrange: connection },
  { route: getOAuthAccessTokenRoute, arrange: account },
  { route: deleteUserExternalAccountRoute, arrange: account },
]
