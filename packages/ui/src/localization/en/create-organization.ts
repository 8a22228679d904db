/** What is said where an organization is made. */
export const createOrganization = {
  'createOrganization.title': 'Create an organization',
  'createOrganization.text': 'A place in {applicationName} for the people you work with.',
  'createOrganization.submit': 'Create organization',
  'createOrganization.invite.title': 'Invite people to {name}',
  'createOrganization.invite.text': 'They get an email with a link to join.',
  'createOrganization.skip': 'Skip for now',
  'createOrganization.goOn': 'Continue',
  'createOrganization.done.title': '{name} is ready',
  'createOrganization.done.text': 'You are working in it now.',
  'createOrganization.done.invited':
    '{count, plural, one {{count} invitation is on its way.} other {{count} invitations are on their way.}}',
  'createOrganization.closed.title': 'You cannot create organizations',
  'createOrganization.closed.text': 'Ask whoever manages {applicationName} to create one for you.',
} as const
