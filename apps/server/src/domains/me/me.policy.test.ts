import { InstanceSettings, type InstanceSettingsInput } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { User } from '../users/index.ts'
import { canSignInWithoutPassword, isIdentifierOf, requireEditable } from './me.policy.ts'

const settings = (input: InstanceSettingsInput) => InstanceSettings.parse(input)
const user = (status: 'verified' | 'unverified') =>
  ({
    username: 'Jane_Doe',
    emailAddresses: [{ emailAddress: 'jane@example.com', verification: { status } }],
  }) as unknown as User

describe('requireEditable', () => {
  it('knows no attribute that the instance’s users do not have', () => {
    const unknown = (param: string) =>
      expect.objectContaining({ code: 'form_param_unknown', options: { param } })
    expect(() => requireEditable({ username: 'jane' }, settings({}))).toThrow(unknown('username'))
    const withoutNames = settings({ name: { enabled: false } })
    expect(() => requireEditable({ firstName: null }, withoutNames)).toThrow(unknown('first_name'))
  })

  it('lets nobody clear what everybody must have', () => {
    const required = settings({ username: { enabled: true, required: true } })
    expect(() => requireEditable({ username: null }, required)).toThrow(
      expect.objectContaining({ code: 'form_param_nil' }),
    )
    expect(() => requireEditable({ username: 'jane', lastName: null }, required)).not.toThrow()
  })
})

describe('canSignInWithoutPassword', () => {
  it('needs a proven address and a way to sign in with it', () => {
    expect(canSignInWithoutPassword(user('verified'), settings({}))).toBe(true)
    expect(canSignInWithoutPassword(user('unverified'), settings({}))).toBe(false)
    const byPasswordOnly = settings({ email_address: { sign_in_with_code: false } })
    expect(canSignInWithoutPassword(user('verified'), byPasswordOnly)).toBe(false)
  })
})

describe('isIdentifierOf', () => {
  it.each(['jane@example.com', 'JANE@example.com', 'jane_doe'])('knows %s', (password) => {
    expect(isIdentifierOf(user('verified'), password)).toBe(true)
  })

  it('knows nothing else', () => {
    expect(isIdentifierOf(user('verified'), 'jane@example.com1')).toBe(false)
  })
})
