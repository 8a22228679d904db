/** What is said where a second proof is asked for, at a sign-in and within a session. */
export const secondFactor = {
  'second.totp.title': 'Enter the code of your app',
  'second.totp.text': 'Open your authenticator app for the code of {applicationName}',
  'second.totp.other': 'Use a backup code',
  'second.backup_code': 'Backup code',
  'second.backup_code.title': 'Enter a backup code',
  'second.backup_code.text': 'One of those you kept when you set up the app. Each works once.',
  'second.backup_code.other': 'Use the authenticator app',
} as const
