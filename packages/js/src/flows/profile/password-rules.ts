import type { EnvironmentWire } from '@keywright/contract'

type PasswordSettings = EnvironmentWire['user_settings']['password_settings']

export type PasswordRule = 'length' | 'uppercase' | 'lowercase' | 'number' | 'special'

/** The rules of an instance, and whether a password keeps them. The server has the last word. */
export function passwordRules(
  password: string,
  settings: PasswordSettings,
): readonly { rule: PasswordRule; isKept: boolean }[] {
  const rules: [rule: PasswordRule, isAsked: boolean, isKept: boolean][] = [
    ['length', true, [...password].length >= settings.min_length],
    ['uppercase', settings.require_uppercase, /\p{Lu}/u.test(password)],
    ['lowercase', settings.require_lowercase, /\p{Ll}/u.test(password)],
    ['number', settings.require_numbers, /\p{Nd}/u.test(password)],
    ['special', settings.require_special_char, /[^\p{L}\p{N}]/u.test(password)],
  ]
  return rules.filter(([, isAsked]) => isAsked).map(([rule, , isKept]) => ({ rule, isKept }))
}
