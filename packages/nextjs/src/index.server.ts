/** For server components. */
export { KeywrightProvider, KeywrightProvider as ClerkProvider } from './app/keywright-provider.tsx'
export { Protect, Show, SignedIn, SignedOut } from './app/show.tsx'
export { SignIn, SignUp } from './app/sign-in.tsx'
export {
  AuthenticateWithRedirectCallback,
  ClerkDegraded,
  ClerkFailed,
  ClerkLoaded,
  ClerkLoading,
  GoogleOneTap,
  HandleSSOCallback,
  KeywrightDegraded,
  KeywrightFailed,
  KeywrightLoaded,
  KeywrightLoading,
  RedirectToSignIn,
  RedirectToSignUp,
  RedirectToTasks,
  RedirectToUserProfile,
  SignInButton,
  SignOutButton,
  SignUpButton,
  UserAvatar,
  UserButton,
  UserProfile,
} from './client/components.ts'
export {
  useAuth,
  useClerk,
  useEmailLink,
  useKeywright,
  useOrganization,
  useOrganizationCreationDefaults,
  useOrganizationList,
  useReverification,
  useSession,
  useSessionList,
  useSignIn,
  useSignUp,
  useUser,
} from './client/hooks.ts'
