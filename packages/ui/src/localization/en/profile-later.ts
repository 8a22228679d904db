import { pictures } from './pictures.ts'

/** What the profile of a user says once somebody does something. */
export const profileLater = {
  ...pictures,
  'profile.emails.addHint': 'We send a message there, to see that it is yours.',
  'profile.emails.submit': 'Add',
  'profile.emails.code': 'Enter the code we sent to {address}',
  'profile.emails.link': 'Open the link we sent to {address}. This page goes on by itself.',
  'profile.emails.confirm': 'Confirm',
  'profile.emails.useLink': 'Send a link instead',
  'profile.emails.useCode': 'Send a code instead',
  'profile.emails.removeText': 'Remove {address}? You can no longer sign in with it.',
  'profile.emails.verified': 'The address is confirmed.',
  'profile.emails.removed': 'The address is removed.',
  'profile.picture.other': 'Choose another',
  'profile.picture.preview': 'How it will look',
  'error.too_many_unverified_identifications': 'Confirm the addresses you added before you add more.',
  'error.identification_deletion_failed': 'You could not sign in without it. Add another way in first.',
  'error.last_required_identification_deletion_failed':
    'This is the last one you can sign in with, so it stays. Add another first.',
  'error.identification_claimed': 'Somebody else has confirmed this address.',
  'error.form_verification_needed': 'Confirm this address first.',
} as const
