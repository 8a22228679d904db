/** What a profile says of wallets; loaded only where there are some. */
export const wallets = {
  'profile.wallets': 'Wallets',
  'profile.wallets.add': 'Connect a wallet',
  'profile.wallets.none': 'None yet. Connect one to sign in with it.',
  'profile.wallets.choose': 'Which wallet would you like to connect?',
  'profile.wallets.removeText': 'Remove {wallet}? You can no longer sign in with it.',
  'profile.wallets.added': 'The wallet is connected.',
  'profile.wallets.removed': 'The wallet is removed.',
} as const
