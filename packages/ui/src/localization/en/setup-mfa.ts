/** What is said where everybody has to have a second factor, and somebody has none yet. */
export const setupMfa = {
  'setupMfa.title': 'Protect your account',
  'setupMfa.text':
    '{applicationName} asks for a second proof at each sign-in: a code of an app on your phone.',
} as const
