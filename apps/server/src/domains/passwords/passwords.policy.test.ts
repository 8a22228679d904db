import { defaultInstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { isDigestOf, passwordFaults } from './passwords.policy.ts'

const rules = defaultInstanceSettings.password

describe('passwordFaults', () => {
  it('counts characters as people do, so that an emoji is one', () => {
    expect(passwordFaults('🔑'.repeat(7), rules)).toEqual(['form_password_length_too_short'])
    expect(passwordFaults('🔑'.repeat(8), rules)).toEqual([])
    expect(passwordFaults('a'.repeat(72), rules)).toEqual([])
    expect(passwordFaults('a'.repeat(73), rules)).toEqual(['form_password_length_too_long'])
  })

  it('names every rule that is broken', () => {
    const strict = {
      ...rules,
      require_uppercase: true,
      require_lowercase: true,
      require_numbers: true,
      require_special_char: true,
    }
    expect(passwordFaults('        ', { ...strict, require_special_char: false })).toEqual([
      'form_password_no_uppercase',
      'form_password_no_lowercase',
      'form_password_no_number',
    ])
    expect(passwordFaults('Aa345678', strict)).toEqual(['form_password_no_special_char'])
    expect(passwordFaults('Ää345678!', strict)).toEqual([])
  })
})

describe('isDigestOf', () => {
  const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

  it('accepts the forms that hashers write', () => {
    expect(isDigestOf('bcrypt', bcrypt)).toBe(true)
    expect(isDigestOf('bcrypt', bcrypt.replace('$2b$', '$2y$'))).toBe(true)
  })

  it.each([
    ['bcrypt', bcrypt.slice(0, -1)],
    ['bcrypt', bcrypt.replace('$10$', '$99$')],
    ['argon2id', bcrypt],
    [
      'argon2id',
      '$argon2i$v=19$m=19456,t=2,p=1$a2V5d3JpZ2h0IGRlY295IQ$zRLTuy6mQXoIJZzFCN1uQVDvzJ5wgqxhTpdkzyROe7I',
    ],
    ['bcrypt', `${bcrypt}\n`],
  ] as const)('refuses %s: %s', (hasher, digest) => {
    expect(isDigestOf(hasher, digest)).toBe(false)
  })
})
