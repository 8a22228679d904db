/** What a sign-up says. */
export const signUp = {
  'signUp.missing.title': 'Almost there',
  'signUp.missing.text': 'Only this is missing.',
  'signUp.code.title': 'Confirm your email address',
  'signUp.code.text': 'Enter the code we sent to this address.',
  'signUp.link.title': 'Confirm your email address',
  'signUp.link.text': 'Open the link we sent to this address. This page goes on by itself.',
  'signUp.useLink': 'Send a link instead',
  'signUp.useCode': 'Send a code instead',
  'signUp.address.change': 'Change the address {identifier}',
  'signUp.exists.title': 'You have an account already',
  'signUp.exists.text': 'Somebody signed up with {address} before. If that was you, sign in.',
  'signUp.exists.signIn': 'Sign in',
  'signUp.exists.other': 'Use another address',
  'signUp.restricted.title': 'Sign-up is closed',
  'signUp.restricted.text': 'Accounts of {applicationName} are by invitation.',
  'signUp.restricted.signIn': 'Sign in instead',
} as const
