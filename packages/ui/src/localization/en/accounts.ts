/** What a profile says of accounts that a user has elsewhere. */
export const accounts = {
  'profile.accounts': 'Connected accounts',
  'profile.accounts.add': 'Connect an account',
  'profile.accounts.none': 'None yet. Connect one to sign in with it.',
  'profile.accounts.choose': 'Which account would you like to connect?',
  'profile.accounts.reconnect': 'Reconnect',
  'profile.accounts.broken': 'Not connected',
  'profile.accounts.lost': 'The connection was lost. Connect it again.',
  'profile.accounts.removeText': 'Remove {provider}? You can no longer sign in with it.',
  'profile.accounts.removed': 'The account is removed.',
} as const
