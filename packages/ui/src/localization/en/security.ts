/** What the page about the security of an account says. */
export const security = {
  'security.password': 'Password',
  'security.password.set': 'Set a password',
  'security.password.change': 'Change password',
  'security.password.none': 'You sign in without a password.',
  'security.password.since': 'Last changed on {date}',
  'security.password.there': 'You have a password.',
  'security.password.current': 'Current password',
  'security.password.others': 'Sign out everywhere else',
  'security.password.othersHint': 'A good idea if somebody else may know the old one.',
  'security.password.saved': 'Your new password is saved.',
  'security.rule.length':
    '{count, plural, one {At least {count} character} other {At least {count} characters}}',
  'security.rule.uppercase': 'An uppercase letter',
  'security.rule.lowercase': 'A lowercase letter',
  'security.rule.number': 'A number',
  'security.rule.special': 'A special character',
  'security.rule.kept': '{rule}: done',
  'security.rule.missing': '{rule}: still missing',

  'security.devices': 'Active devices',
  'security.devices.here': 'This device',
  'security.devices.unknown': 'Unknown device',
  'security.devices.signOut': 'Sign out',
  'security.devices.others': 'Sign out of all others',
  'security.devices.now': 'Active now',

  'security.delete': 'Delete account',
  'security.delete.text': 'All that belongs to it will be gone for good.',
  'security.delete.open': 'Delete your account',
  'security.delete.word': 'delete my account',
  'security.delete.refused':
    'Your account cannot be deleted yet. Make somebody else an administrator first, or delete the organization.',
  'security.delete.needed': 'Nobody else looks after {name}.',
  'security.delete.handedOver': '{successor} takes over {name}.',
  'security.delete.deleted': '{name} is deleted, for all of its members.',
  'security.delete.left': '{count, plural, one {You leave {name}.} other {You leave {count} organizations.}}',
  'security.delete.invitations':
    '{count, plural, one {An invitation that you sent is taken back.} other {{count} invitations that you sent are taken back.}}',
  'security.delete.requests':
    '{count, plural, one {Your request to join an organization is withdrawn.} other {Your {count} requests to join organizations are withdrawn.}}',
  'security.delete.confirm': 'To go on, type “{word}”',

  'error.form_password_validation_failed': 'That is not your current password.',
  'error.form_password_matches_identifier': 'Choose a password that is not your name or address.',
  'error.form_password_no_uppercase': 'It needs an uppercase letter.',
  'error.form_password_no_lowercase': 'It needs a lowercase letter.',
  'error.form_password_no_number': 'It needs a number.',
  'error.form_password_no_special_char': 'It needs a special character.',
  'error.form_password_not_strong_enough': 'It is too easy to guess. Choose another.',
  'error.user_delete_self_not_enabled': 'Accounts cannot be deleted here.',
} as const
