/** What is said where accounts of providers sign in; loaded only where the instance has providers. */
export const social = {
  'social.continue': 'Continue with {provider}',
  'social.lastUsed': 'Last used',
  'social.or': 'or',
} as const
