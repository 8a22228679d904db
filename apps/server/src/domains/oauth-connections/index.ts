export { findEnabledConnection, hasSignInProvider } from './oauth-connections.policy.ts'
export { connectionName } from './oauth-connections.resource.ts'
export { createOAuthConnectionsService, type OAuthConnectionsService } from './oauth-connections.service.ts'
