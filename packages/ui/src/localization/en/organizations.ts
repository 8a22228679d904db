/** Said by more than one component of organizations. */
export const organizations = {
  'organization.name': 'Name of the organization',
  'organization.slug': 'Slug',
  'organization.slug.hint': 'How it is written in addresses: small letters, digits and hyphens.',
  'organization.slug.made': 'Left empty, it is made of the name.',
  'organization.logo.choose': 'Choose a logo',
  'organization.logo.other': 'Choose another',
  'organization.logo.remove': 'Remove the logo',
  'organization.logo.preview': 'What the logo will look like',
  'organization.logo.hint': 'A square picture of at most 10 MB.',
} as const
