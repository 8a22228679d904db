/** What apps have without an import. */

const client = '@keywright/nuxt/client'
const server = '@keywright/nuxt/server'
const named = (from: string, names: readonly string[]) => names.map((name) => ({ name, from }))

export const composables = named(client, [
  ...['useAuth', 'useUser', 'useSession', 'useSessionList', 'useSignIn', 'useSignUp'],
  ...['useOrganization', 'useOrganizationList', 'useOrganizationCreationDefaults'],
  ...['useKeywright', 'useClerk', 'useReverification', 'useEmailLink'],
  ...['updateKeywrightOptions', 'updateClerkOptions', 'createRouteMatcher'],
])

export const serverNames = named(server, [
  ...['keywrightMiddleware', 'clerkMiddleware', 'keywrightClient', 'clerkClient'],
  ...[
    'createRouteMatcher',
    'getAuth',
    'requireAuth',
    'refuseStrangers',
    'redirectToSignIn',
    'redirectToSignUp',
  ],
])

export const components = [
  ...['SignIn', 'SignUp', 'UserButton', 'UserProfile', 'UserAvatar'],
  ...['OrganizationSwitcher', 'OrganizationProfile', 'OrganizationList', 'CreateOrganization'],
  'TaskChooseOrganization',
  ...['SignInButton', 'SignUpButton', 'SignOutButton'],
  ...['Show', 'SignedIn', 'SignedOut', 'Protect'],
  ...['KeywrightLoaded', 'KeywrightLoading', 'KeywrightDegraded', 'KeywrightFailed'],
  ...['ClerkLoaded', 'ClerkLoading', 'ClerkDegraded', 'ClerkFailed'],
  ...['RedirectToSignIn', 'RedirectToSignUp', 'RedirectToTasks', 'RedirectToUserProfile'],
  ...['AuthenticateWithRedirectCallback', 'HandleSSOCallback', 'GoogleOneTap'],
].map((name) => ({ name, export: name, filePath: client }))
