/** All that draws no HTML, for React Native. */
export type {
  GoogleOneTapProps,
  InitialState,
  PaginatedResources,
  ReverificationNeed,
  ReverificationOptions,
  SsoCallbackLeads as HandleSSOCallbackProps,
  UseOrganization,
  UseOrganizationCreationDefaults,
  UseOrganizationList,
  UseOrganizationListParams,
  UseOrganizationParams,
  UseSession,
  UseSessionList,
  UseUser,
} from '@keywright/js/binding'
export {
  AuthenticateWithRedirectCallback,
  GoogleOneTap,
  HandleSSOCallback,
  KeywrightDegraded,
  KeywrightDegraded as ClerkDegraded,
  KeywrightFailed,
  KeywrightFailed as ClerkFailed,
  KeywrightLoaded,
  KeywrightLoaded as ClerkLoaded,
  KeywrightLoading,
  KeywrightLoading as ClerkLoading,
  Protect,
  type ProtectProps,
  RedirectToSignIn,
  RedirectToSignUp,
  RedirectToTasks,
  RedirectToUserProfile,
  Show,
  type ShowProps,
  SignedIn,
  SignedOut,
} from './controls.tsx'
export { useKeywright, useKeywright as useClerk } from './keywright-context.ts'
export {
  KeywrightProvider,
  KeywrightProvider as ClerkProvider,
  type KeywrightProviderProps,
} from './keywright-provider.tsx'
export { useSignIn, useSignUp } from './use-attempts.ts'
export { type Auth, type AuthOptions, useAuth } from './use-auth.ts'
export { useEmailLink } from './use-email-link.ts'
export {
  useOrganization,
  useOrganizationCreationDefaults,
  useOrganizationList,
} from './use-organization.ts'
export { useReverification } from './use-reverification.ts'
export { useSession, useSessionList, useUser } from './use-user.ts'
