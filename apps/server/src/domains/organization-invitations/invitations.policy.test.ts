import { describe, expect, it } from 'vitest'
import type { EmailAddress } from '../email-addresses/index.ts'
import type { Invitation } from './invitation.entity.ts'
import { expiryAnew, inviterNameOf, repeated, spokenName, statusAt } from './invitations.policy.ts'

const at = (seconds: number) => new Date(seconds * 1000)

describe('an invitation', () => {
  it.each([
    ['pending', null, 'pending'],
    ['pending', 11, 'pending'],
    ['pending', 10, 'expired'],
    ['accepted', 1, 'accepted'],
    ['revoked', 1, 'revoked'],
  ] as const)('that is stored as %s until %s is %s', (status, end, expected) => {
    const expireAt = end === null ? null : at(end)
    expect(statusAt({ status, expireAt }, at(10))).toBe(expected)
  })

  it('is valid for its whole time again when it is sent again', () => {
    const sent = (expireAt: Date | null) => ({ expireAt, updatedAt: at(100) }) as Invitation
    expect(expiryAnew(sent(at(160)), at(150))).toEqual(at(210))
    expect(expiryAnew(sent(null), at(150))).toBeNull()
  })
})

it('names what stands in a list more than once, once', () => {
  expect(repeated(['a', 'b', 'a', 'c', 'a', 'c'])).toEqual(['a', 'c'])
  expect(repeated(['a', 'b'])).toEqual([])
})

// The attack: sign up as "Win at evil.example", and let this server write that into mails to strangers.
describe('the name of whoever invites', () => {
  it.each([
    ['Ada', 'Lovelace', 'Ada Lovelace'],
    ['Dr. Ada', null, 'Dr. Ada'],
    ['Ada', 'King, Countess of Lovelace', 'Ada King, Countess of Lovelace'],
    [null, null, undefined],
    ['https://evil.example', null, undefined],
    ['Win at', 'evil.example', undefined],
    ['www.evil', null, undefined],
    ['call', 'evil@example', undefined],
    ['<b>Ada</b>', null, undefined],
    ['x'.repeat(101), null, undefined],
  ])('%s %s is written as %s', (firstName, lastName, expected) =>
    expect(spokenName({ firstName, lastName })).toBe(expected),
  )
})

describe('whoever invites without a name to be written', () => {
  const addressOf = (status: 'verified' | 'unverified', emailAddress = 'ada@example.com'): EmailAddress => ({
    ...{ id: 'idn_1', userId: 'user_1', emailAddress, verificationId: null, reserved: false },
    verification: { status, strategy: 'email_code', attempts: null, expireAt: null },
    ...{ createdAt: at(1), updatedAt: at(1) },
  })
  const named = (address: EmailAddress, firstName: string | null = null) =>
    inviterNameOf({
      ...{ firstName, lastName: null, emailAddresses: [address] },
      primaryEmailAddressId: address.id,
    })

  it('is called by the address that they have proven, and by no other', () => {
    expect(named(addressOf('verified'))).toBe('ada@example.com')
    expect(named(addressOf('verified'), 'www.evil')).toBe('ada@example.com')
    expect(named(addressOf('verified'), 'Ada')).toBe('Ada')
    // The attack: write down an address that reads like a warning, and never prove it.
    expect(named(addressOf('unverified'))).toBeUndefined()
    expect(named(addressOf('verified', `${'x'.repeat(100)}@example.com`))).toBeUndefined()
  })
})
