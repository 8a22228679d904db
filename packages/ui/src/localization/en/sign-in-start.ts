/** The first step of a sign-in. */
export const signInStart = {
  'signIn.start.title': 'Sign in to {applicationName}',
  'signIn.start.text': 'Welcome back.',
  'signIn.start.combinedText': 'Sign in or create an account.',
  'signIn.start.noAccount': 'No account yet?',
  'signIn.start.signUp': 'Sign up',
} as const
