import { describe, expect, it } from 'vitest'
import { UsageError } from '../command.ts'
import { changedPaths, toPatch } from './config.ts'

describe('an assignment', () => {
  it('becomes a change of that path', () => {
    expect(
      toPatch(['password.min_length=12', 'password.require_numbers=true', 'sign_up.mode=restricted']),
    ).toEqual({
      password: { min_length: 12, require_numbers: true },
      sign_up: { mode: 'restricted' },
    })
  })

  it('takes JSON where it is some, and text where it is not', () => {
    expect(
      toPatch([
        'origins.allowed=["https://a.test"]',
        'emails.from_name=Acme = us',
        'branding.support_email=',
      ]),
    ).toEqual({
      origins: { allowed: ['https://a.test'] },
      emails: { from_name: 'Acme = us' },
      branding: { support_email: '' },
    })
  })

  it.each([[[]], [['password']], [['=1']], [['Password.x=1']]])('is refused as %o', (assignments) => {
    expect(() => toPatch(assignments)).toThrow(UsageError)
  })

  it('cannot reach prototypes', () => {
    expect(() => toPatch(['__proto__.polluted=1'])).not.toThrow()
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('a difference', () => {
  it('is one line for every setting', () => {
    const before = { password: { min_length: 8, max_length: 72 }, origins: { allowed: [] }, theme: {} }
    const after = {
      password: { min_length: 9, max_length: 72 },
      origins: { allowed: ['https://a.test'] },
      theme: { primary: '#000' },
    }
    expect(changedPaths(before, after)).toEqual([
      'password.min_length: 8 -> 9',
      'origins.allowed: [] -> ["https://a.test"]',
      'theme.primary: unset -> "#000"',
    ])
  })
})
