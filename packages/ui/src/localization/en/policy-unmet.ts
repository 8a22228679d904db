/** What somebody is told whom the policy of an organization keeps out. */
export const policyUnmet = {
  'policyUnmet.title': '{name} asks for more',
  'policyUnmet.text': 'You are a member, but the way you are signed in now is not enough to work there.',
  'policyUnmet.mfa_required': 'Set up a second factor in your account, and sign in with it.',
  'policyUnmet.sign_in_method': 'Sign in again with: {methods}.',
  'policyUnmet.session_too_old': 'Sign in again: you did so more than {duration} ago.',
  'policyUnmet.ip_not_allowed': 'Use another network: the one you are in is not among those it allows.',
  'policyUnmet.signIn': 'Sign in again',
  'policyUnmet.account': 'Open your account',
  'policyUnmet.retry': 'Try again',
  'policyUnmet.close': 'Not now',
  'policyUnmet.method.password': 'Password',
  'policyUnmet.method.email_code': 'Code by email',
  'policyUnmet.method.email_link': 'Link by email',
  'policyUnmet.method.ticket': 'Invitations and links of {applicationName}',
} as const
