/** What is said where somebody chooses where they work. */
export const chooseOrganization = {
  'organizationList.title': 'Your organizations',
  'organizationList.text': 'Choose where you want to work.',
  'chooseOrganization.title': 'Choose an organization',
  'chooseOrganization.text': 'In {applicationName} you work as part of one.',
  'chooseOrganization.here': 'You are here',
  'chooseOrganization.nothing': 'You belong to no organization yet. Ask somebody to invite you.',
  'chooseOrganization.signedInAs': 'Signed in as {name}',
  'chooseOrganization.done.title': 'On to {name}',
} as const
