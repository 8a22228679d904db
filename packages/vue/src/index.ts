export type {
  InitialState,
  PaginatedResources,
  ReverificationNeed,
  ReverificationOptions,
  UseOrganizationListParams,
  UseOrganizationParams,
} from '@keywright/js/binding'
export { SignInButton, SignOutButton, SignUpButton } from './buttons.ts'
export * from './clerk-aliases.ts'
export {
  CreateOrganization,
  OrganizationList,
  OrganizationProfile,
  OrganizationSwitcher,
  SignIn,
  SignUp,
  TaskChooseOrganization,
  UserAvatar,
  UserButton,
  UserProfile,
} from './components.ts'
export {
  KeywrightDegraded,
  KeywrightFailed,
  KeywrightLoaded,
  KeywrightLoading,
  Protect,
  type ProtectProps,
  Show,
  type ShowProps,
  SignedIn,
  SignedOut,
} from './controls.ts'
export type { RenderedComponent } from './host.ts'
export { type KeywrightPluginOptions, keywrightPlugin, updateKeywrightOptions } from './plugin.ts'
export {
  AuthenticateWithRedirectCallback,
  GoogleOneTap,
  HandleSSOCallback,
  RedirectToSignIn,
  RedirectToSignUp,
  RedirectToTasks,
  RedirectToUserProfile,
} from './redirects.ts'
export { useSignIn, useSignUp } from './use-attempts.ts'
export { type UseAuth, useAuth } from './use-auth.ts'
export { useEmailLink, useKeywright, useReverification } from './use-keywright.ts'
export {
  useOrganization,
  useOrganizationCreationDefaults,
  useOrganizationList,
} from './use-organization.ts'
export { useSession, useSessionList, useUser } from './use-user.ts'
