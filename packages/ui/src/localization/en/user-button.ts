/** What the menu behind somebody's picture says. */
export const userButton = {
  'userButton.open': 'Account of {name}',
  'userButton.menu': 'Account',
  'userButton.manage': 'Manage account',
  'userButton.switch': 'Switch account',
  'userButton.add': 'Add account',
  'userButton.signOut': 'Sign out',
  'userButton.signOutAll': 'Sign out of all',
  'userButton.offline': 'No connection. Try again in a moment.',
  'userButton.failed': 'That did not work. Try again in a moment.',
  'userButton.retry': 'Try again',
} as const
