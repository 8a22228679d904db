export {
  isKeywrightApiError,
  KeywrightApiError,
  type KeywrightErrorCode,
  type WireError,
} from '@keywright/client'
export type { AttemptErrors, AttemptState, FieldError, StepResult } from './attempts/attempt-state.ts'
export type { SignInAttempt } from './attempts/sign-in-attempt.ts'
export type { SignUpAttempt } from './attempts/sign-up-attempt.ts'
export {
  type CheckAuthorizationParams,
  checkAuthorization,
  type ReverificationConfig,
  type ReverificationLevel,
} from './authorization.ts'
export type { Resources } from './client/session-center.ts'
export type { MountedKind, OpenedKind } from './components/component-kinds.ts'
export type { ClientState, FlowApi, FlowCall } from './flows/flow-api.ts'
export type {
  AfterAuthProps,
  ComponentHandle,
  ComponentHost,
  ComponentProps,
  ComponentVerbs,
  EnvironmentState,
  Keywright,
  KeywrightEvents,
  KeywrightOptions,
  PageVerbs,
  RedirectCallbackParams,
  RedirectOptions,
  SessionVerbs,
  SetActiveParams,
  SignOutOptions,
  SsoVerbs,
  Status,
  UiModule,
} from './interface.ts'
export { createKeywright } from './keywright.ts'
export type { Channel, CookieJar, Page, Platform } from './platform/platform.ts'
export type { ClientResource } from './resources/client.ts'
export type { EmailAddressResource } from './resources/email-address.ts'
export type { ConnectParams, ExternalAccountResource } from './resources/external-account.ts'
export type {
  CreateOrganizationParams,
  OrganizationCreationDefaultsResource,
  OrganizationMembershipResource,
  OrganizationResource,
  PermissionResource,
  RoleResource,
} from './resources/organization.ts'
export type { OrganizationDomainResource } from './resources/organization-domain.ts'
export type {
  OrganizationInvitationResource,
  OrganizationSuggestionResource,
  UserOrganizationInvitationResource,
} from './resources/organization-invitation.ts'
export type { PaginatedResponse } from './resources/organization-lists.ts'
export type { OrganizationPolicyResource, UpdatePolicyParams } from './resources/organization-policy.ts'
export type { OrganizationMembershipRequestResource } from './resources/organization-request.ts'
export type {
  AuthenticateWithPopupParams,
  AuthenticateWithRedirectParams,
} from './resources/provider-verbs.ts'
export type {
  GetTokenOptions,
  SessionResource,
  SessionVerificationResource,
} from './resources/session.ts'
export type { SignInResource } from './resources/sign-in.ts'
export type { SignUpResource } from './resources/sign-up.ts'
export type { SessionWithActivities, UserResource } from './resources/user.ts'
export type { Web3WalletResource } from './resources/web3-wallet.ts'
export type { TokenClaims } from './tokens/decode-token.ts'
export type { AuthenticateWithWeb3Params, SignUpWithWeb3Params } from './web3/web3-verbs.ts'
