import {
  type IdentificationId,
  InstanceSettings,
  type InstanceSettingsInput,
  type UserId,
} from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { EmailAddress } from '../email-addresses/index.ts'
import type { User } from '../users/index.ts'
import { chooseFactor, maskEmailAddress, offeredFactors, supportedIdentifiers } from './sign-in.policy.ts'

const now = new Date('2026-01-01')
const userId: UserId = 'user_1'

function address(name: string, isVerified: boolean): EmailAddress {
  const verification = { status: 'verified', strategy: 'admin', attempts: null, expireAt: null } as const
  return {
    id: `idn_${name}`,
    userId,
    emailAddress: `${name}@example.com`,
    verification: isVerified ? verification : null,
    reserved: false,
    verificationId: null,
    createdAt: now,
    updatedAt: now,
  }
}

const user = (change: Partial<User>) =>
  ({
    id: userId,
    passwordUpdatedAt: now,
    primaryEmailAddressId: 'idn_first',
    externalAccounts: [],
    emailAddresses: [address('first', true), address('second', true), address('unproven', false)],
    ...change,
  }) as User

function offered(
  identifier: string,
  of: User | undefined,
  settings: InstanceSettingsInput = {},
  signUpIfMissing = false,
) {
  const aliasOf = (emailAddress: string): IdentificationId => `idn_alias_${emailAddress}`
  return offeredFactors({
    instance: {
      settings: InstanceSettings.parse(settings),
      oauthConnections: [],
      environmentType: 'development',
    },
    identifier,
    user: of,
    signUpIfMissing,
    aliasOf,
  })
}

const concealed: InstanceSettingsInput = { attack_protection: { enumeration_protection: true } }
const strategies = (factors: ReturnType<typeof offered>) => factors.map(({ strategy }) => strategy)

describe('offeredFactors', () => {
  it('names the address that was given, and not the user’s others', () => {
    const factors = offered('SECOND@example.com', user({}))
    expect(strategies(factors)).toEqual(['password', 'email_code', 'reset_password_email_code'])
    expect(new Set(factors.flatMap(({ emailAddressId }) => emailAddressId ?? []))).toEqual(
      new Set(['idn_second']),
    )
  })

  it('names all proven addresses to who came by a username', () => {
    const factors = offered('someone', user({})).filter(({ strategy }) => strategy === 'email_code')
    expect(factors.map(({ emailAddressId }) => emailAddressId)).toEqual(['idn_first', 'idn_second'])
    expect(factors.map(({ isPrimary }) => isPrimary)).toEqual([true, false])
  })

  // Attack (pre-hijacking): a code sent to an unproven address lets its owner into an account somebody else has made.
  it('sends nothing to an unproven address', () => {
    expect(strategies(offered('unproven@example.com', user({})))).toEqual(['password'])
    const hidden = offered('unproven@example.com', user({}), concealed)
    expect(hidden.filter(({ strategy }) => strategy !== 'password').every(({ isReal }) => !isReal)).toBe(true)
  })

  it('offers no password, and no reset, to who has none', () => {
    expect(strategies(offered('first@example.com', user({ passwordUpdatedAt: null })))).toEqual([
      'email_code',
    ])
  })

  it('offers what the settings offer', () => {
    const settings = {
      email_address: { sign_in_with_code: false, sign_in_with_link: true },
      password: { enabled: false },
    }
    expect(strategies(offered('first@example.com', user({}), settings))).toEqual(['email_link'])
  })

  it('is the same for everybody where existence is concealed', () => {
    const visible = (of: User | undefined) =>
      offered('first@example.com', of, concealed).map(({ isReal: _hidden, ...factor }) => factor)
    const nobody = visible(undefined)
    expect(nobody.length).toBeGreaterThan(2)
    for (const someone of [user({}), user({ passwordUpdatedAt: null }), user({ emailAddresses: [] })]) {
      expect(visible(someone)).toEqual(nobody)
    }
    expect(strategies(offered('someone', user({}), concealed))).toEqual(
      strategies(offered('nobody', undefined, concealed)),
    )
  })

  it('offers strangers a way only where they may go on to sign up', () => {
    expect(offered('new@example.com', undefined)).toEqual([])
    expect(strategies(offered('new@example.com', undefined, {}, true))).toEqual(['email_code'])
  })
})

describe('chooseFactor', () => {
  it('takes the address that is named, else the primary one', () => {
    const factors = offered('someone', user({}))
    expect(chooseFactor(factors, 'email_code')?.emailAddressId).toBe('idn_first')
    expect(chooseFactor(factors, 'email_code', 'idn_second')?.emailAddressId).toBe('idn_second')
    expect(chooseFactor(factors, 'email_code', 'idn_other')).toBeUndefined()
    expect(chooseFactor(factors, 'passkey')).toBeUndefined()
  })
})

describe('maskEmailAddress', () => {
  it('shows the first character and the domain, however long the name is', () => {
    expect(maskEmailAddress('jane.doe@example.com')).toBe('j*****@example.com')
    expect(maskEmailAddress('j@example.com')).toBe('j*****@example.com')
  })
})

describe('supportedIdentifiers', () => {
  it('are those that are enabled and used for signing in', () => {
    const of = (settings: InstanceSettingsInput) => supportedIdentifiers(InstanceSettings.parse(settings))
    expect(of({})).toEqual(['email_address'])
    expect(of({ username: { enabled: true }, email_address: { used_for_sign_in: false } })).toEqual([
      'username',
    ])
  })
})
