/** What the menu behind somebody's picture says. */
export const userButton = {
  'userButton.open': 'Account of {name}',
  'userButton.menu': 'Account',
  'userButton.manage': 'Manage account',
  'userButton.add': 'Add account',
  'userButton.signOut': 'Sign out',
  'userButton.signOutAll': 'Sign out of all',
  'userButton.offline': 'No connection.',
  'userButton.failed': 'That did not work.',
  'userButton.retry': 'Try again',
} as const
