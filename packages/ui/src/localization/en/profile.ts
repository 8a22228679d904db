import { panel } from './panel.ts'

/** What the profile of a user says on its first page, and around all of them. */
export const profile = {
  ...panel,
  'profile.title': 'Account',
  'profile.page': 'Profile',
  'profile.security': 'Security',
  'profile.pages': 'Pages of your account',
  'profile.unset': 'Not set',

  'profile.picture': 'Picture',
  'profile.picture.choose': 'Choose a picture',
  'profile.picture.change': 'Change',
  'profile.name': 'Name',
  'profile.name.edit': 'Edit name',
  'profile.name.first': 'First name',
  'profile.name.last': 'Last name',
  'profile.username': 'Username',
  'profile.username.edit': 'Edit username',

  'profile.emails': 'Email addresses',
  'profile.emails.add': 'Add an email address',
  'profile.emails.primary': 'Primary',
  'profile.emails.unverified': 'Unverified',
  'profile.emails.verify': 'Confirm',
  'profile.emails.makePrimary': 'Make primary',
} as const
