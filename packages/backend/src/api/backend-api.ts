import { createAuthorizationApi } from './authorization-api.ts'
import type { Call } from './call.ts'
import {
  createDomainsApi,
  createInstanceApi,
  createJwksApi,
  createJwtTemplatesApi,
  createOAuthConnectionsApi,
  createProxyChecksApi,
  createRedirectUrlsApi,
  createRevocationsApi,
  createTestingTokensApi,
} from './instance-apis.ts'
import {
  createOrganizationPermissionsApi,
  createOrganizationRolesApi,
  createRoleSetsApi,
} from './organization-roles-api.ts'
import { createOrganizationsApi } from './organizations-api.ts'
import {
  createClientsApi,
  createEmailAddressesApi,
  createSessionsApi,
  createSignInTokensApi,
  createSignUpsApi,
} from './session-apis.ts'
import { createUsersApi } from './users-api.ts'

/** Every operation of the Backend API, under the names of the official SDKs. */
export type BackendApi = ReturnType<typeof createBackendApi>

export function createBackendApi(call: Call) {
  return {
    users: createUsersApi(call),
    sessions: createSessionsApi(call),
    clients: createClientsApi(call),
    emailAddresses: createEmailAddressesApi(call),
    signInTokens: createSignInTokensApi(call),
    signUps: createSignUpsApi(call),
    organizations: createOrganizationsApi(call),
    organizationPermissions: createOrganizationPermissionsApi(call),
    organizationRoles: createOrganizationRolesApi(call),
    roleSets: createRoleSetsApi(call),
    authorization: createAuthorizationApi(call),
    instance: createInstanceApi(call),
    jwtTemplates: createJwtTemplatesApi(call),
    oauthConnections: createOAuthConnectionsApi(call),
    redirectUrls: createRedirectUrlsApi(call),
    revocations: createRevocationsApi(call),
    domains: createDomainsApi(call),
    proxyChecks: createProxyChecksApi(call),
    testingTokens: createTestingTokensApi(call),
    jwks: createJwksApi(call),
  }
}
