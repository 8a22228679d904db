/** The first step of a sign-up. */
export const signUpStart = {
  'signUp.start.title': 'Create your account',
  'signUp.start.text': 'It takes a minute. Then you are in {applicationName}.',
  'signUp.start.hasAccount': 'Have an account?',
  'signUp.start.signIn': 'Sign in',
  'signUp.start.create': 'Create account',
  'signUp.legal': 'I accept what this site asks of its members',
  'signUp.legal.terms': 'I accept the {terms}',
  'signUp.legal.privacy': 'I accept the {privacy}',
  'signUp.legal.both': 'I accept the {terms} and the {privacy}',
  'signUp.legal.termsName': 'terms of service',
  'signUp.legal.privacyName': 'privacy policy',
  'field.firstName': 'First name',
  'field.lastName': 'Last name',
} as const
