/** Written by `npm run openapi`; not by hand. Of each operation of the Backend API what a call needs, without any schema. */
import type * as contract from '@keywright/contract'

export const operations = {
  AddDomain: { method: 'post', path: '/v1/domains' },
  AttemptEmailAddressVerification: { method: 'post', path: '/v1/email_addresses/{email_address_id}/attempt_verification' },
  BanUser: { method: 'post', path: '/v1/users/{user_id}/ban' },
  CreateEmailAddress: { method: 'post', path: '/v1/email_addresses' },
  CreateJWTTemplate: { method: 'post', path: '/v1/jwt_templates' },
  CreateRedirectURL: { method: 'post', path: '/v1/redirect_urls' },
  createSession: { method: 'post', path: '/v1/sessions' },
  CreateSessionToken: { method: 'post', path: '/v1/sessions/{session_id}/tokens' },
  CreateSessionTokenFromTemplate: { method: 'post', path: '/v1/sessions/{session_id}/tokens/{template_name}' },
  CreateSignInToken: { method: 'post', path: '/v1/sign_in_tokens' },
  CreateTestingToken: { method: 'post', path: '/v1/testing_tokens' },
  CreateUser: { method: 'post', path: '/v1/users' },
  createUsersInBulk: { method: 'post', path: '/v1/users/bulk' },
  DeleteDomain: { method: 'delete', path: '/v1/domains/{domain_id}' },
  DeleteEmailAddress: { method: 'delete', path: '/v1/email_addresses/{email_address_id}' },
  DeleteExternalAccount: { method: 'delete', path: '/v1/users/{user_id}/external_accounts/{external_account_id}' },
  DeleteJWTTemplate: { method: 'delete', path: '/v1/jwt_templates/{template_id}' },
  deleteOAuthConnection: { method: 'delete', path: '/v1/keywright/oauth_connections/{provider}' },
  DeleteRedirectURL: { method: 'delete', path: '/v1/redirect_urls/{id}' },
  DeleteUser: { method: 'delete', path: '/v1/users/{user_id}' },
  DeleteUserProfileImage: { method: 'delete', path: '/v1/users/{user_id}/profile_image' },
  GetClient: { method: 'get', path: '/v1/clients/{client_id}' },
  GetClientList: { method: 'get', path: '/v1/clients' },
  GetEmailAddress: { method: 'get', path: '/v1/email_addresses/{email_address_id}' },
  GetHandshakePayload: { method: 'get', path: '/v1/clients/handshake_payload' },
  GetInstance: { method: 'get', path: '/v1/instance' },
  GetInstanceCommunication: { method: 'get', path: '/v1/instance/communication' },
  GetJWKS: { method: 'get', path: '/v1/jwks' },
  GetJWTTemplate: { method: 'get', path: '/v1/jwt_templates/{template_id}' },
  GetOAuthAccessToken: { method: 'get', path: '/v1/users/{user_id}/oauth_access_tokens/{provider}' },
  getOAuthConnection: { method: 'get', path: '/v1/keywright/oauth_connections/{provider}' },
  GetRedirectURL: { method: 'get', path: '/v1/redirect_urls/{id}' },
  GetSession: { method: 'get', path: '/v1/sessions/{session_id}' },
  GetSessionList: { method: 'get', path: '/v1/sessions' },
  GetSignUp: { method: 'get', path: '/v1/sign_ups/{id}' },
  GetUser: { method: 'get', path: '/v1/users/{user_id}' },
  GetUserList: { method: 'get', path: '/v1/users' },
  GetUsersCount: { method: 'get', path: '/v1/users/count' },
  ListDomains: { method: 'get', path: '/v1/domains' },
  ListJWTTemplates: { method: 'get', path: '/v1/jwt_templates' },
  listOAuthConnections: { method: 'get', path: '/v1/keywright/oauth_connections' },
  listOAuthProviders: { method: 'get', path: '/v1/keywright/oauth_providers' },
  ListRedirectURLs: { method: 'get', path: '/v1/redirect_urls' },
  ListRevocations: { method: 'get', path: '/v1/revocations' },
  LockUser: { method: 'post', path: '/v1/users/{user_id}/lock' },
  PrepareEmailAddressVerification: { method: 'post', path: '/v1/email_addresses/{email_address_id}/prepare_verification' },
  RefreshSession: { method: 'post', path: '/v1/sessions/{session_id}/refresh' },
  RemoveUserPassword: { method: 'post', path: '/v1/users/{user_id}/remove_password' },
  ReplaceUserEmailAddress: { method: 'put', path: '/v1/users/{user_id}/email_address' },
  ReplaceUserMetadata: { method: 'put', path: '/v1/users/{user_id}/metadata' },
  RevokeSession: { method: 'post', path: '/v1/sessions/{session_id}/revoke' },
  RevokeSignInToken: { method: 'post', path: '/v1/sign_in_tokens/{sign_in_token_id}/revoke' },
  SetUserPasswordCompromised: { method: 'post', path: '/v1/users/{user_id}/password/set_compromised' },
  SetUserProfileImage: { method: 'post', path: '/v1/users/{user_id}/profile_image', bodyKind: 'image' },
  UnbanUser: { method: 'post', path: '/v1/users/{user_id}/unban' },
  UnlockUser: { method: 'post', path: '/v1/users/{user_id}/unlock' },
  UnsetUserPasswordCompromised: { method: 'post', path: '/v1/users/{user_id}/password/unset_compromised' },
  UpdateDomain: { method: 'patch', path: '/v1/domains/{domain_id}' },
  UpdateEmailAddress: { method: 'patch', path: '/v1/email_addresses/{email_address_id}' },
  UpdateInstance: { method: 'patch', path: '/v1/instance' },
  UpdateInstanceAuthConfig: { method: 'patch', path: '/v1/beta_features/instance_settings' },
  UpdateInstanceCommunication: { method: 'patch', path: '/v1/instance/communication' },
  UpdateInstanceRestrictions: { method: 'patch', path: '/v1/instance/restrictions' },
  UpdateJWTTemplate: { method: 'patch', path: '/v1/jwt_templates/{template_id}' },
  updateOAuthConnection: { method: 'patch', path: '/v1/keywright/oauth_connections/{provider}' },
  UpdateSignUp: { method: 'patch', path: '/v1/sign_ups/{id}' },
  UpdateUser: { method: 'patch', path: '/v1/users/{user_id}' },
  UpdateUserMetadata: { method: 'patch', path: '/v1/users/{user_id}/metadata' },
  UsersBan: { method: 'post', path: '/v1/users/ban' },
  UsersUnban: { method: 'post', path: '/v1/users/unban' },
  UserWeb3WalletDelete: { method: 'delete', path: '/v1/users/{user_id}/web3_wallets/{web3_wallet_identification_id}' },
  VerifyClient: { method: 'post', path: '/v1/clients/verify' },
  VerifyDomainProxy: { method: 'post', path: '/v1/proxy_checks' },
  VerifyPassword: { method: 'post', path: '/v1/users/{user_id}/verify_password' },
  VerifySession: { method: 'post', path: '/v1/sessions/{session_id}/verify' },
} as const

export type OperationId = keyof typeof operations

/** The route of each operation. */
export interface Operations {
  AddDomain: typeof contract.addDomainRoute
  AttemptEmailAddressVerification: typeof contract.attemptEmailAddressVerificationRoute
  BanUser: typeof contract.banUserRoute
  CreateEmailAddress: typeof contract.createEmailAddressRoute
  CreateJWTTemplate: typeof contract.createJwtTemplateRoute
  CreateRedirectURL: typeof contract.createRedirectUrlRoute
  createSession: typeof contract.createSessionRoute
  CreateSessionToken: typeof contract.createBackendSessionTokenRoute
  CreateSessionTokenFromTemplate: typeof contract.createBackendTemplateTokenRoute
  CreateSignInToken: typeof contract.createSignInTokenRoute
  CreateTestingToken: typeof contract.createTestingTokenRoute
  CreateUser: typeof contract.createUserRoute
  createUsersInBulk: typeof contract.createUsersInBulkRoute
  DeleteDomain: typeof contract.deleteDomainRoute
  DeleteEmailAddress: typeof contract.deleteEmailAddressRoute
  DeleteExternalAccount: typeof contract.deleteUserExternalAccountRoute
  DeleteJWTTemplate: typeof contract.deleteJwtTemplateRoute
  deleteOAuthConnection: typeof contract.deleteOAuthConnectionRoute
  DeleteRedirectURL: typeof contract.deleteRedirectUrlRoute
  DeleteUser: typeof contract.deleteUserRoute
  DeleteUserProfileImage: typeof contract.deleteUserProfileImageRoute
  GetClient: typeof contract.getClientByIdRoute
  GetClientList: typeof contract.listClientsRoute
  GetEmailAddress: typeof contract.getEmailAddressRoute
  GetHandshakePayload: typeof contract.getHandshakePayloadRoute
  GetInstance: typeof contract.getInstanceRoute
  GetInstanceCommunication: typeof contract.getInstanceCommunicationRoute
  GetJWKS: typeof contract.getBackendJwksRoute
  GetJWTTemplate: typeof contract.getJwtTemplateRoute
  GetOAuthAccessToken: typeof contract.getOAuthAccessTokenRoute
  getOAuthConnection: typeof contract.getOAuthConnectionRoute
  GetRedirectURL: typeof contract.getRedirectUrlRoute
  GetSession: typeof contract.getSessionRoute
  GetSessionList: typeof contract.listSessionsRoute
  GetSignUp: typeof contract.readSignUpRoute
  GetUser: typeof contract.getUserRoute
  GetUserList: typeof contract.listUsersRoute
  GetUsersCount: typeof contract.countUsersRoute
  ListDomains: typeof contract.listDomainsRoute
  ListJWTTemplates: typeof contract.listJwtTemplatesRoute
  listOAuthConnections: typeof contract.listOAuthConnectionsRoute
  listOAuthProviders: typeof contract.listOAuthProvidersRoute
  ListRedirectURLs: typeof contract.listRedirectUrlsRoute
  ListRevocations: typeof contract.listRevocationsRoute
  LockUser: typeof contract.lockUserRoute
  PrepareEmailAddressVerification: typeof contract.prepareEmailAddressVerificationRoute
  RefreshSession: typeof contract.refreshSessionRoute
  RemoveUserPassword: typeof contract.removeUserPasswordRoute
  ReplaceUserEmailAddress: typeof contract.replaceUserEmailAddressRoute
  ReplaceUserMetadata: typeof contract.replaceUserMetadataRoute
  RevokeSession: typeof contract.revokeSessionRoute
  RevokeSignInToken: typeof contract.revokeSignInTokenRoute
  SetUserPasswordCompromised: typeof contract.setPasswordCompromisedRoute
  SetUserProfileImage: typeof contract.setUserProfileImageRoute
  UnbanUser: typeof contract.unbanUserRoute
  UnlockUser: typeof contract.unlockUserRoute
  UnsetUserPasswordCompromised: typeof contract.unsetPasswordCompromisedRoute
  UpdateDomain: typeof contract.updateDomainRoute
  UpdateEmailAddress: typeof contract.updateEmailAddressRoute
  UpdateInstance: typeof contract.updateInstanceRoute
  UpdateInstanceAuthConfig: typeof contract.updateInstanceAuthConfigRoute
  UpdateInstanceCommunication: typeof contract.updateInstanceCommunicationRoute
  UpdateInstanceRestrictions: typeof contract.updateInstanceRestrictionsRoute
  UpdateJWTTemplate: typeof contract.updateJwtTemplateRoute
  updateOAuthConnection: typeof contract.updateOAuthConnectionRoute
  UpdateSignUp: typeof contract.annotateSignUpRoute
  UpdateUser: typeof contract.updateUserRoute
  UpdateUserMetadata: typeof contract.mergeUserMetadataRoute
  UsersBan: typeof contract.banUsersRoute
  UsersUnban: typeof contract.unbanUsersRoute
  UserWeb3WalletDelete: typeof contract.deleteUserWeb3WalletRoute
  VerifyClient: typeof contract.verifyClientRoute
  VerifyDomainProxy: typeof contract.verifyDomainProxyRoute
  VerifyPassword: typeof contract.verifyPasswordRoute
  VerifySession: typeof contract.verifySessionRoute
}
