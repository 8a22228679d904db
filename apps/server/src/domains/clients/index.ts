export { isAllowedOrigin, isAllowedRedirect } from './allowed-origins.policy.ts'
export {
  type Client,
  type ClientChange,
  type ClientCondition,
  type KnownClient,
  meets,
} from './client.entity.ts'
export {
  bothNames,
  clientCookieName,
  clientUat,
  isSatelliteHost,
  serverWritesClientUat,
  sharedCookieDomain,
} from './client-cookies.policy.ts'
export { clientTokenCandidates, isClientToken } from './client-token.policy.ts'
export {
  type ClientsService,
  createClientsService,
  type IssuedClient,
  type PlannedClient,
} from './clients.service.ts'
export {
  type CallerClient,
  type CallerSession,
  type ClientState,
  callerOf,
  type FrontendScope,
} from './frontend-scope.ts'
