export { isAllowedOrigin, isAllowedRedirect } from './allowed-origins.policy.ts'
export type { Client, ClientChange, KnownClient } from './client.entity.ts'
export {
  applicationCookieDomain,
  bothNames,
  clientCookieName,
  clientUat,
  serverWritesClientUat,
  sharedCookieDomain,
} from './client-cookies.policy.ts'
export { clientTokenCandidates, isClientToken } from './client-token.policy.ts'
export { type ClientsService, createClientsService, type IssuedClient } from './clients.service.ts'
export type { CallerClient, CallerSession, ClientState, FrontendScope } from './frontend-scope.ts'
