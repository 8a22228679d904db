import type { EnvironmentWire } from '@keywright/contract'
import { expect, it } from 'vitest'
import { passwordRules } from './password-rules.ts'

const settings = {
  ...{ min_length: 8, require_uppercase: true, require_lowercase: false },
  ...{ require_numbers: true, require_special_char: true },
} as EnvironmentWire['user_settings']['password_settings']

it.each([
  ['', []],
  ['abcdefgh', ['length']],
  ['Äb3', ['uppercase', 'number']],
  ['👩‍👩‍👧', ['special']],
  ['Long-enough-7', ['length', 'uppercase', 'number', 'special']],
])('%s keeps %o of what is asked', (password, kept) => {
  const rules = passwordRules(password, settings)
  expect(rules.map(({ rule }) => rule)).toEqual(['length', 'uppercase', 'number', 'special'])
  expect(rules.filter(({ isKept }) => isKept).map(({ rule }) => rule)).toEqual(kept)
})
