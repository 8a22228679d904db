/** Written by `npm run openapi`; not by hand. Of each operation of the Backend API what a call needs, without any schema. */
import type * as contract from '@keywright/contract'

export const operations = {
  AddDomain: { method: 'post', path: '/v1/domains' },
  AddRolesToRoleSet: { method: 'post', path: '/v1/role_sets/{role_set_key_or_id}/roles' },
  AssignPermissionToOrganizationRole: { method: 'post', path: '/v1/organization_roles/{organization_role_id}/permissions/{permission_id}' },
  AttemptEmailAddressVerification: { method: 'post', path: '/v1/email_addresses/{email_address_id}/attempt_verification' },
  BanUser: { method: 'post', path: '/v1/users/{user_id}/ban' },
  CreateEmailAddress: { method: 'post', path: '/v1/email_addresses' },
  CreateJWTTemplate: { method: 'post', path: '/v1/jwt_templates' },
  CreateOrganization: { method: 'post', path: '/v1/organizations' },
  CreateOrganizationDomain: { method: 'post', path: '/v1/organizations/{organization_id}/domains' },
  CreateOrganizationInvitation: { method: 'post', path: '/v1/organizations/{organization_id}/invitations' },
  CreateOrganizationInvitationBulk: { method: 'post', path: '/v1/organizations/{organization_id}/invitations/bulk' },
  CreateOrganizationMembership: { method: 'post', path: '/v1/organizations/{organization_id}/memberships' },
  CreateOrganizationPermission: { method: 'post', path: '/v1/organization_permissions' },
  CreateOrganizationRole: { method: 'post', path: '/v1/organization_roles' },
  CreateRedirectURL: { method: 'post', path: '/v1/redirect_urls' },
  CreateRoleSet: { method: 'post', path: '/v1/role_sets' },
  createSession: { method: 'post', path: '/v1/sessions' },
  CreateSessionToken: { method: 'post', path: '/v1/sessions/{session_id}/tokens' },
  CreateSessionTokenFromTemplate: { method: 'post', path: '/v1/sessions/{session_id}/tokens/{template_name}' },
  CreateSignInToken: { method: 'post', path: '/v1/sign_in_tokens' },
  CreateTestingToken: { method: 'post', path: '/v1/testing_tokens' },
  CreateUser: { method: 'post', path: '/v1/users' },
  createUsersInBulk: { method: 'post', path: '/v1/users/bulk' },
  DeleteBackupCode: { method: 'delete', path: '/v1/users/{user_id}/backup_code' },
  DeleteDomain: { method: 'delete', path: '/v1/domains/{domain_id}' },
  DeleteEmailAddress: { method: 'delete', path: '/v1/email_addresses/{email_address_id}' },
  DeleteExternalAccount: { method: 'delete', path: '/v1/users/{user_id}/external_accounts/{external_account_id}' },
  DeleteJWTTemplate: { method: 'delete', path: '/v1/jwt_templates/{template_id}' },
  deleteOAuthConnection: { method: 'delete', path: '/v1/keywright/oauth_connections/{provider}' },
  DeleteOrganization: { method: 'delete', path: '/v1/organizations/{organization_id}' },
  DeleteOrganizationDomain: { method: 'delete', path: '/v1/organizations/{organization_id}/domains/{domain_id}' },
  DeleteOrganizationLogo: { method: 'delete', path: '/v1/organizations/{organization_id}/logo' },
  DeleteOrganizationMembership: { method: 'delete', path: '/v1/organizations/{organization_id}/memberships/{user_id}' },
  DeleteOrganizationPermission: { method: 'delete', path: '/v1/organization_permissions/{permission_id}' },
  DeleteOrganizationRole: { method: 'delete', path: '/v1/organization_roles/{organization_role_id}' },
  DeleteRedirectURL: { method: 'delete', path: '/v1/redirect_urls/{id}' },
  DeleteTOTP: { method: 'delete', path: '/v1/users/{user_id}/totp' },
  DeleteUser: { method: 'delete', path: '/v1/users/{user_id}' },
  DeleteUserProfileImage: { method: 'delete', path: '/v1/users/{user_id}/profile_image' },
  DisableMFA: { method: 'delete', path: '/v1/users/{user_id}/mfa' },
  explainAuthorization: { method: 'post', path: '/v1/authz/explain' },
  GetClient: { method: 'get', path: '/v1/clients/{client_id}' },
  GetClientList: { method: 'get', path: '/v1/clients' },
  GetEmailAddress: { method: 'get', path: '/v1/email_addresses/{email_address_id}' },
  GetHandshakePayload: { method: 'get', path: '/v1/clients/handshake_payload' },
  GetInstance: { method: 'get', path: '/v1/instance' },
  GetInstanceCommunication: { method: 'get', path: '/v1/instance/communication' },
  GetInstanceOrganizationSettings: { method: 'get', path: '/v1/instance/organization_settings' },
  GetJWKS: { method: 'get', path: '/v1/jwks' },
  GetJWTTemplate: { method: 'get', path: '/v1/jwt_templates/{template_id}' },
  GetOAuthAccessToken: { method: 'get', path: '/v1/users/{user_id}/oauth_access_tokens/{provider}' },
  getOAuthConnection: { method: 'get', path: '/v1/keywright/oauth_connections/{provider}' },
  GetOrganization: { method: 'get', path: '/v1/organizations/{organization_id}' },
  GetOrganizationInvitation: { method: 'get', path: '/v1/organizations/{organization_id}/invitations/{invitation_id}' },
  GetOrganizationPermission: { method: 'get', path: '/v1/organization_permissions/{permission_id}' },
  GetOrganizationPolicy: { method: 'get', path: '/v1/organizations/{organization_id}/policy' },
  GetOrganizationRole: { method: 'get', path: '/v1/organization_roles/{organization_role_id}' },
  GetRedirectURL: { method: 'get', path: '/v1/redirect_urls/{id}' },
  GetRoleSet: { method: 'get', path: '/v1/role_sets/{role_set_key_or_id}' },
  GetSession: { method: 'get', path: '/v1/sessions/{session_id}' },
  GetSessionList: { method: 'get', path: '/v1/sessions' },
  GetSignUp: { method: 'get', path: '/v1/sign_ups/{id}' },
  GetUser: { method: 'get', path: '/v1/users/{user_id}' },
  GetUserList: { method: 'get', path: '/v1/users' },
  GetUsersCount: { method: 'get', path: '/v1/users/count' },
  InstanceGetOrganizationMemberships: { method: 'get', path: '/v1/organization_memberships' },
  ListAllOrganizationDomains: { method: 'get', path: '/v1/organization_domains' },
  ListDomains: { method: 'get', path: '/v1/domains' },
  ListInstanceOrganizationInvitations: { method: 'get', path: '/v1/organization_invitations' },
  ListJWTTemplates: { method: 'get', path: '/v1/jwt_templates' },
  listOAuthConnections: { method: 'get', path: '/v1/keywright/oauth_connections' },
  listOAuthProviders: { method: 'get', path: '/v1/keywright/oauth_providers' },
  ListOrganizationDomains: { method: 'get', path: '/v1/organizations/{organization_id}/domains' },
  ListOrganizationInvitations: { method: 'get', path: '/v1/organizations/{organization_id}/invitations' },
  ListOrganizationMemberships: { method: 'get', path: '/v1/organizations/{organization_id}/memberships' },
  ListOrganizationPermissions: { method: 'get', path: '/v1/organization_permissions' },
  ListOrganizationRoles: { method: 'get', path: '/v1/organization_roles' },
  ListOrganizations: { method: 'get', path: '/v1/organizations' },
  ListPendingOrganizationInvitations: { method: 'get', path: '/v1/organizations/{organization_id}/invitations/pending' },
  ListRedirectURLs: { method: 'get', path: '/v1/redirect_urls' },
  ListRevocations: { method: 'get', path: '/v1/revocations' },
  ListRoleSets: { method: 'get', path: '/v1/role_sets' },
  LockUser: { method: 'post', path: '/v1/users/{user_id}/lock' },
  MergeOrganizationMetadata: { method: 'patch', path: '/v1/organizations/{organization_id}/metadata' },
  PrepareEmailAddressVerification: { method: 'post', path: '/v1/email_addresses/{email_address_id}/prepare_verification' },
  PreviewUserDeletion: { method: 'get', path: '/v1/users/{user_id}/deletion_preview' },
  RefreshSession: { method: 'post', path: '/v1/sessions/{session_id}/refresh' },
  RemovePermissionFromOrganizationRole: { method: 'delete', path: '/v1/organization_roles/{organization_role_id}/permissions/{permission_id}' },
  RemoveUserPassword: { method: 'post', path: '/v1/users/{user_id}/remove_password' },
  ReplaceOrganizationMetadata: { method: 'put', path: '/v1/organizations/{organization_id}/metadata' },
  ReplaceRoleInRoleSet: { method: 'post', path: '/v1/role_sets/{role_set_key_or_id}/roles/replace' },
  ReplaceRoleSet: { method: 'post', path: '/v1/role_sets/{role_set_key_or_id}/replace' },
  ReplaceUserEmailAddress: { method: 'put', path: '/v1/users/{user_id}/email_address' },
  ReplaceUserMetadata: { method: 'put', path: '/v1/users/{user_id}/metadata' },
  resendOrganizationInvitation: { method: 'post', path: '/v1/organizations/{organization_id}/invitations/{invitation_id}/resend' },
  RevokeOrganizationInvitation: { method: 'post', path: '/v1/organizations/{organization_id}/invitations/{invitation_id}/revoke' },
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
  UpdateInstanceOrganizationSettings: { method: 'patch', path: '/v1/instance/organization_settings' },
  UpdateInstanceRestrictions: { method: 'patch', path: '/v1/instance/restrictions' },
  UpdateJWTTemplate: { method: 'patch', path: '/v1/jwt_templates/{template_id}' },
  updateOAuthConnection: { method: 'patch', path: '/v1/keywright/oauth_connections/{provider}' },
  UpdateOrganization: { method: 'patch', path: '/v1/organizations/{organization_id}' },
  UpdateOrganizationDomain: { method: 'patch', path: '/v1/organizations/{organization_id}/domains/{domain_id}' },
  UpdateOrganizationMembership: { method: 'patch', path: '/v1/organizations/{organization_id}/memberships/{user_id}' },
  UpdateOrganizationMembershipMetadata: { method: 'patch', path: '/v1/organizations/{organization_id}/memberships/{user_id}/metadata' },
  UpdateOrganizationPermission: { method: 'patch', path: '/v1/organization_permissions/{permission_id}' },
  UpdateOrganizationPolicy: { method: 'patch', path: '/v1/organizations/{organization_id}/policy' },
  UpdateOrganizationRole: { method: 'patch', path: '/v1/organization_roles/{organization_role_id}' },
  UpdateRoleSet: { method: 'patch', path: '/v1/role_sets/{role_set_key_or_id}' },
  UpdateSignUp: { method: 'patch', path: '/v1/sign_ups/{id}' },
  UpdateUser: { method: 'patch', path: '/v1/users/{user_id}' },
  UpdateUserMetadata: { method: 'patch', path: '/v1/users/{user_id}/metadata' },
  UploadOrganizationLogo: { method: 'put', path: '/v1/organizations/{organization_id}/logo', bodyKind: 'image' },
  UsersBan: { method: 'post', path: '/v1/users/ban' },
  UsersGetOrganizationInvitations: { method: 'get', path: '/v1/users/{user_id}/organization_invitations' },
  UsersGetOrganizationMemberships: { method: 'get', path: '/v1/users/{user_id}/organization_memberships' },
  UsersUnban: { method: 'post', path: '/v1/users/unban' },
  UserWeb3WalletDelete: { method: 'delete', path: '/v1/users/{user_id}/web3_wallets/{web3_wallet_identification_id}' },
  VerifyClient: { method: 'post', path: '/v1/clients/verify' },
  VerifyDomainProxy: { method: 'post', path: '/v1/proxy_checks' },
  VerifyOrganizationDomainOwnership: { method: 'post', path: '/v1/organizations/{organization_id}/domains/{domain_id}/verify_ownership' },
  VerifyPassword: { method: 'post', path: '/v1/users/{user_id}/verify_password' },
  VerifySession: { method: 'post', path: '/v1/sessions/{session_id}/verify' },
  VerifyTOTP: { method: 'post', path: '/v1/users/{user_id}/verify_totp' },
} as const

export type OperationId = keyof typeof operations

/** The route of each operation. */
export interface Operations {
  AddDomain: typeof contract.addDomainRoute
  AddRolesToRoleSet: typeof contract.addRolesToRoleSetRoute
  AssignPermissionToOrganizationRole: typeof contract.assignPermissionRoute
  AttemptEmailAddressVerification: typeof contract.attemptEmailAddressVerificationRoute
  BanUser: typeof contract.banUserRoute
  CreateEmailAddress: typeof contract.createEmailAddressRoute
  CreateJWTTemplate: typeof contract.createJwtTemplateRoute
  CreateOrganization: typeof contract.createOrganizationRoute
  CreateOrganizationDomain: typeof contract.createOrganizationDomainRoute
  CreateOrganizationInvitation: typeof contract.createOrganizationInvitationRoute
  CreateOrganizationInvitationBulk: typeof contract.createOrganizationInvitationsInBulkRoute
  CreateOrganizationMembership: typeof contract.createOrganizationMembershipRoute
  CreateOrganizationPermission: typeof contract.createPermissionRoute
  CreateOrganizationRole: typeof contract.createRoleRoute
  CreateRedirectURL: typeof contract.createRedirectUrlRoute
  CreateRoleSet: typeof contract.createRoleSetRoute
  createSession: typeof contract.createSessionRoute
  CreateSessionToken: typeof contract.createBackendSessionTokenRoute
  CreateSessionTokenFromTemplate: typeof contract.createBackendTemplateTokenRoute
  CreateSignInToken: typeof contract.createSignInTokenRoute
  CreateTestingToken: typeof contract.createTestingTokenRoute
  CreateUser: typeof contract.createUserRoute
  createUsersInBulk: typeof contract.createUsersInBulkRoute
  DeleteBackupCode: typeof contract.deleteUserBackupCodesRoute
  DeleteDomain: typeof contract.deleteDomainRoute
  DeleteEmailAddress: typeof contract.deleteEmailAddressRoute
  DeleteExternalAccount: typeof contract.deleteUserExternalAccountRoute
  DeleteJWTTemplate: typeof contract.deleteJwtTemplateRoute
  deleteOAuthConnection: typeof contract.deleteOAuthConnectionRoute
  DeleteOrganization: typeof contract.deleteOrganizationRoute
  DeleteOrganizationDomain: typeof contract.deleteOrganizationDomainRoute
  DeleteOrganizationLogo: typeof contract.deleteOrganizationLogoRoute
  DeleteOrganizationMembership: typeof contract.deleteOrganizationMembershipRoute
  DeleteOrganizationPermission: typeof contract.deletePermissionRoute
  DeleteOrganizationRole: typeof contract.deleteRoleRoute
  DeleteRedirectURL: typeof contract.deleteRedirectUrlRoute
  DeleteTOTP: typeof contract.deleteUserTotpRoute
  DeleteUser: typeof contract.deleteUserRoute
  DeleteUserProfileImage: typeof contract.deleteUserProfileImageRoute
  DisableMFA: typeof contract.disableMfaRoute
  explainAuthorization: typeof contract.explainAuthorizationRoute
  GetClient: typeof contract.getClientByIdRoute
  GetClientList: typeof contract.listClientsRoute
  GetEmailAddress: typeof contract.getEmailAddressRoute
  GetHandshakePayload: typeof contract.getHandshakePayloadRoute
  GetInstance: typeof contract.getInstanceRoute
  GetInstanceCommunication: typeof contract.getInstanceCommunicationRoute
  GetInstanceOrganizationSettings: typeof contract.getOrganizationSettingsRoute
  GetJWKS: typeof contract.getBackendJwksRoute
  GetJWTTemplate: typeof contract.getJwtTemplateRoute
  GetOAuthAccessToken: typeof contract.getOAuthAccessTokenRoute
  getOAuthConnection: typeof contract.getOAuthConnectionRoute
  GetOrganization: typeof contract.getOrganizationRoute
  GetOrganizationInvitation: typeof contract.getOrganizationInvitationRoute
  GetOrganizationPermission: typeof contract.getPermissionRoute
  GetOrganizationPolicy: typeof contract.getOrganizationPolicyRoute
  GetOrganizationRole: typeof contract.getRoleRoute
  GetRedirectURL: typeof contract.getRedirectUrlRoute
  GetRoleSet: typeof contract.getRoleSetRoute
  GetSession: typeof contract.getSessionRoute
  GetSessionList: typeof contract.listSessionsRoute
  GetSignUp: typeof contract.readSignUpRoute
  GetUser: typeof contract.getUserRoute
  GetUserList: typeof contract.listUsersRoute
  GetUsersCount: typeof contract.countUsersRoute
  InstanceGetOrganizationMemberships: typeof contract.listInstanceMembershipsRoute
  ListAllOrganizationDomains: typeof contract.listInstanceOrganizationDomainsRoute
  ListDomains: typeof contract.listDomainsRoute
  ListInstanceOrganizationInvitations: typeof contract.listInstanceInvitationsRoute
  ListJWTTemplates: typeof contract.listJwtTemplatesRoute
  listOAuthConnections: typeof contract.listOAuthConnectionsRoute
  listOAuthProviders: typeof contract.listOAuthProvidersRoute
  ListOrganizationDomains: typeof contract.listOrganizationDomainsRoute
  ListOrganizationInvitations: typeof contract.listOrganizationInvitationsRoute
  ListOrganizationMemberships: typeof contract.listOrganizationMembershipsRoute
  ListOrganizationPermissions: typeof contract.listPermissionsRoute
  ListOrganizationRoles: typeof contract.listRolesRoute
  ListOrganizations: typeof contract.listOrganizationsRoute
  ListPendingOrganizationInvitations: typeof contract.listPendingOrganizationInvitationsRoute
  ListRedirectURLs: typeof contract.listRedirectUrlsRoute
  ListRevocations: typeof contract.listRevocationsRoute
  ListRoleSets: typeof contract.listRoleSetsRoute
  LockUser: typeof contract.lockUserRoute
  MergeOrganizationMetadata: typeof contract.mergeOrganizationMetadataRoute
  PrepareEmailAddressVerification: typeof contract.prepareEmailAddressVerificationRoute
  PreviewUserDeletion: typeof contract.previewUserDeletionRoute
  RefreshSession: typeof contract.refreshSessionRoute
  RemovePermissionFromOrganizationRole: typeof contract.removePermissionRoute
  RemoveUserPassword: typeof contract.removeUserPasswordRoute
  ReplaceOrganizationMetadata: typeof contract.replaceOrganizationMetadataRoute
  ReplaceRoleInRoleSet: typeof contract.replaceRoleInRoleSetRoute
  ReplaceRoleSet: typeof contract.replaceRoleSetRoute
  ReplaceUserEmailAddress: typeof contract.replaceUserEmailAddressRoute
  ReplaceUserMetadata: typeof contract.replaceUserMetadataRoute
  resendOrganizationInvitation: typeof contract.resendOrganizationInvitationRoute
  RevokeOrganizationInvitation: typeof contract.revokeOrganizationInvitationRoute
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
  UpdateInstanceOrganizationSettings: typeof contract.updateOrganizationSettingsRoute
  UpdateInstanceRestrictions: typeof contract.updateInstanceRestrictionsRoute
  UpdateJWTTemplate: typeof contract.updateJwtTemplateRoute
  updateOAuthConnection: typeof contract.updateOAuthConnectionRoute
  UpdateOrganization: typeof contract.updateOrganizationRoute
  UpdateOrganizationDomain: typeof contract.updateOrganizationDomainRoute
  UpdateOrganizationMembership: typeof contract.updateOrganizationMembershipRoute
  UpdateOrganizationMembershipMetadata: typeof contract.mergeOrganizationMembershipMetadataRoute
  UpdateOrganizationPermission: typeof contract.updatePermissionRoute
  UpdateOrganizationPolicy: typeof contract.updateOrganizationPolicyRoute
  UpdateOrganizationRole: typeof contract.updateRoleRoute
  UpdateRoleSet: typeof contract.updateRoleSetRoute
  UpdateSignUp: typeof contract.annotateSignUpRoute
  UpdateUser: typeof contract.updateUserRoute
  UpdateUserMetadata: typeof contract.mergeUserMetadataRoute
  UploadOrganizationLogo: typeof contract.setOrganizationLogoRoute
  UsersBan: typeof contract.banUsersRoute
  UsersGetOrganizationInvitations: typeof contract.listUserInvitationsRoute
  UsersGetOrganizationMemberships: typeof contract.listUserMembershipsRoute
  UsersUnban: typeof contract.unbanUsersRoute
  UserWeb3WalletDelete: typeof contract.deleteUserWeb3WalletRoute
  VerifyClient: typeof contract.verifyClientRoute
  VerifyDomainProxy: typeof contract.verifyDomainProxyRoute
  VerifyOrganizationDomainOwnership: typeof contract.verifyOrganizationDomainOwnershipRoute
  VerifyPassword: typeof contract.verifyPasswordRoute
  VerifySession: typeof contract.verifySessionRoute
  VerifyTOTP: typeof contract.verifyTotpRoute
}
