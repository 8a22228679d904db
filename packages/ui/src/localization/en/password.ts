/** Said beside a password, wherever one is chosen or typed. */
export const password = {
  'field.showPassword': 'Show password',
  'field.hidePassword': 'Hide password',
  'field.passwordHint':
    '{count, plural, one {At least {count} character.} other {At least {count} characters.}}',
} as const
