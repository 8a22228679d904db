export { readApiError } from '@keywright/client'
export { type AccountChoice, accountsOf } from './accounts.ts'
export { type Failure, type Fault, failureOf } from './failure.ts'
export type { ClientState, FlowApi, FlowCall } from './flow-api.ts'
export type { FlowPorts } from './flow-ports.ts'
export { leavePage } from './leave-page.ts'
export { type LinkLanding, readLinkLanding, takeLinkLanding } from './link-landing.ts'
export {
  createMachine,
  type FlowEvent,
  type KernelEvent,
  type Machine,
  type MachineDefinition,
  type Snapshot,
  type Timer,
} from './machine.ts'
export { missingFields } from './missing-fields.ts'
export {
  type ChooseContext,
  type ChooseEvent,
  type ChoosePorts,
  type ChooseState,
  chooseContext,
  chooseFlow,
} from './organizations/choose-organization.flow.ts'
export {
  type CreateOrganizationContext,
  type CreateOrganizationEvent,
  type CreateOrganizationPorts,
  type CreateOrganizationState,
  createOrganizationFlow,
} from './organizations/create-organization.flow.ts'
export {
  type DomainsContext,
  type DomainsEvent,
  type DomainsState,
  domainsContext,
  domainsFlow,
  isProven,
} from './organizations/domains.flow.ts'
export {
  type InvitationsContext,
  type InvitationsEvent,
  type InvitationsState,
  invitationsContext,
  invitationsFlow,
} from './organizations/invitations.flow.ts'
export { type RefusedAddresses, refusedIn } from './organizations/invite-members.ts'
export {
  type ChosenMember,
  type MembersContext,
  type MembersEvent,
  type MembersState,
  membersContext,
  membersFlow,
} from './organizations/members.flow.ts'
export {
  noOffers,
  type OfferKind,
  type OffersContext,
  type OffersEvent,
  type OffersState,
  offerCount,
  offersFlow,
} from './organizations/organization-offers.flow.ts'
export type { OrganizationPorts } from './organizations/organization-ports.ts'
export {
  deleteOrganization,
  leaveOrganization,
  logoFlow,
  saveOrganization,
} from './organizations/organization-saves.ts'
export {
  listedAtOnce,
  type SwitcherContext,
  type SwitcherEvent,
  type SwitcherPorts,
  type SwitcherState,
  switcherFlow,
} from './organizations/organization-switcher.flow.ts'
export {
  activeMembership,
  type MembershipRequest,
  may,
  mayCreate,
  membershipsOf,
  type Organization,
  type OrganizationDomain,
  type OrganizationInvitation,
  type OrganizationMembership,
  type OrganizationPermission,
  type OrganizationRole,
  type OrganizationSuggestion,
  type OrganizationUser,
  type PublicOrganization,
} from './organizations/organization-wire.ts'
export { hasMore, type PagedList } from './organizations/paged-list.ts'
export {
  type PolicyContext,
  type PolicyEvent,
  type PolicyState,
  policyContext,
  policyFlow,
} from './organizations/policy.flow.ts'
export {
  type OrganizationPolicy,
  type PolicyRuleName,
  type UnmetRule,
  unmetIn,
} from './organizations/policy-wire.ts'
export {
  type RequestsContext,
  type RequestsEvent,
  type RequestsState,
  requestsContext,
  requestsFlow,
} from './organizations/requests.flow.ts'
export { slugOf } from './organizations/slug-of.ts'
export { type OAuthFlow, wayOut } from './popup.ts'
export {
  type AccountsContext,
  type AccountsEvent,
  type AccountsPorts,
  type AccountsState,
  accountsFlow,
  type ExternalAccount,
} from './profile/accounts.flow.ts'
export { type DeletionContext, type DeletionPreview, deletionFlow } from './profile/deletion.flow.ts'
export {
  type DeviceSession,
  type DevicesContext,
  type DevicesEvent,
  type DevicesState,
  devicesFlow,
} from './profile/devices.flow.ts'
export {
  type EmailAddress,
  type EmailStrategy,
  type EmailsContext,
  type EmailsEvent,
  type EmailsState,
  emailsFlow,
} from './profile/emails.flow.ts'
export { type PasswordRule, passwordRules } from './profile/password-rules.ts'
export {
  type PictureContext,
  type PictureEvent,
  type PictureState,
  pictureFlow,
  pictureTypes,
} from './profile/picture.flow.ts'
export type { ProfilePorts } from './profile/profile-ports.ts'
export {
  otherProofs,
  type Reverification,
  type ReverificationContext,
  type ReverificationEvent,
  type ReverificationPorts,
  type ReverificationState,
  reverificationFlow,
} from './profile/reverification.flow.ts'
export {
  noSecondFactors,
  type SecondFactorsContext,
  type SecondFactorsEvent,
  type SecondFactorsState,
  secondFactorsFlow,
} from './profile/second-factors.flow.ts'
export {
  type SectionContext,
  type SectionEvent,
  type SectionState,
  saveName,
  savePassword,
  saveUsername,
  sectionFlow,
} from './profile/section.flow.ts'
export {
  type ProfileWallet,
  type WalletsContext,
  type WalletsEvent,
  type WalletsState,
  walletsFlow,
} from './profile/wallets.flow.ts'
export { withReverification } from './profile/with-reverification.ts'
export { runCallback } from './run-callback.ts'
export {
  type Factor,
  identifyCall,
  readSignInConfig,
  type SignIn,
  type SignInConfig,
  type SignInContext,
  type SignInEvent,
  type SignInState,
  signInContext,
  signInHome,
} from './sign-in.context.ts'
export { asksFor, otherFactors, resendFactor, resetFactor } from './sign-in.factors.ts'
export { signInFlow } from './sign-in.flow.ts'
export {
  beginCall,
  readSignUpConfig,
  type SignUp,
  type SignUpConfig,
  type SignUpContext,
  type SignUpEvent,
  type SignUpFieldName,
  type SignUpState,
  type SignUpValues,
  signUpContext,
  signUpHome,
} from './sign-up.context.ts'
export { signUpFlow } from './sign-up.flow.ts'
export { readProviders, type SocialProvider, type SsoUrls } from './social.ts'
export {
  goesOnAt,
  isEnd,
  type SsoCallbackContext,
  type SsoCallbackEvent,
  type SsoCallbackPorts,
  type SsoCallbackState,
  ssoCallbackContext,
  ssoCallbackFlow,
} from './sso-callback.flow.ts'
export { faultAt, toFailure } from './to-failure.ts'
export {
  type UserButtonContext,
  type UserButtonEvent,
  type UserButtonPorts,
  type UserButtonState,
  userButtonFlow,
} from './user-button.flow.ts'
export { readWallets, type WalletChoice } from './wallets.ts'
export type { WayOut } from './way-out.ts'
