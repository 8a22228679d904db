/** What the menu of organizations says, and the list of them. They hold a name at most: the menu brings no rules for numbers. */
export const organizationSwitcher = {
  'switcher.label': 'Organization',
  'switcher.none': 'Choose an organization',
  'switcher.personal': 'Personal account',
  'switcher.manage': 'Manage organization',
  'switcher.create': 'Create organization',
  'switcher.invitations': 'Invitations',
  'switcher.suggestions': 'Suggested for you',
  'switcher.join': 'Join',
  'switcher.request': 'Ask to join',
  'switcher.requested': 'You asked to join',
  'switcher.more': 'Show more',
  'switcher.new': 'new',
  'switcher.offline': 'No connection.',
  'switcher.failed': 'That did not work.',
  'switcher.retry': 'Try again',
} as const
