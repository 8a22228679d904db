import { InstanceSettings, type InstanceSettingsInput } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { User } from '../users/index.ts'
import { isIdentifierOf, requireEditable } from './me.policy.ts'

const settings = (input: InstanceSettingsInput) => InstanceSettings.parse(input)
const user = {
  username: 'Jane_Doe',
  emailAddresses: [{ emailAddress: 'jane@example.com' }],
  web3Wallets: [{ web3Wallet: '0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb' }],
} as unknown as User

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

describe('isIdentifierOf', () => {
  it.each(['jane@example.com', 'JANE@example.com', 'jane_doe', '0xAb16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb'])(
    'knows %s',
    (password) => {
      expect(isIdentifierOf(user, password)).toBe(true)
    },
  )

  it('knows nothing else', () => {
    expect(isIdentifierOf(user, 'jane@example.com1')).toBe(false)
  })
})
