/** What every first step can say. */
export const first = {
  'common.continue': 'Continue',
  'common.retry': 'Try again',
  'common.optional': 'Optional',
  'common.development': 'Development mode',
  'common.securedBy': 'Secured by Keywright',
  'common.help': 'Help',
  'common.privacy': 'Privacy',
  'common.terms': 'Terms',
  'common.logo': '{applicationName} home page',
  'field.email': 'Email address',
  'field.username': 'Username',
  'field.emailOrUsername': 'Email address or username',
  'field.password': 'Password',
  'error.network_error': 'No connection. Nothing is lost.',
  'error.form_param_missing': 'This is missing.',
  'common.close': 'Close',
} as const
