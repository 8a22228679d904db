import { InstanceSettings, type InstanceSettingsInput } from '@keywright/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptySignUpData, type SignUpData } from './sign-up.entity.ts'
import { isFulfilled, requireAskedFor, requirementsOf } from './sign-up.policy.ts'

const settingsOf = (input: InstanceSettingsInput) => InstanceSettings.parse(input)

const anySettings = fc
  .record({
    email: fc.record({ enabled: fc.boolean(), required: fc.boolean(), verify_at_sign_up: fc.boolean() }),
    username: fc.record({ enabled: fc.boolean(), required: fc.boolean() }),
    password: fc.record({ enabled: fc.boolean(), required: fc.boolean() }),
    name: fc.record({ enabled: fc.boolean(), required: fc.boolean() }),
    legal: fc.boolean(),
  })
  .filter(({ email, username }) => email.enabled || username.enabled)
  .map(({ email, username, password, name, legal }) =>
    settingsOf({ email_address: email, username, password, name, sign_up: { legal_consent_enabled: legal } }),
  )

const now = new Date('2026-01-01')
const maybe = <Value>(value: Value) => fc.constantFrom(value, null)

const anyData: fc.Arbitrary<SignUpData> = fc.record({
  ...Object.fromEntries(Object.entries(emptySignUpData).map(([key, value]) => [key, fc.constant(value)])),
  emailAddress: maybe('someone@example.com'),
  emailAddressTaken: fc.boolean(),
  emailVerifiedAt: maybe(now),
  username: maybe('someone'),
  firstName: maybe('Some'),
  lastName: maybe('One'),
  password: maybe({ hasher: 'argon2id' as const, digest: 'x' }),
  legalAcceptedAt: maybe(now),
}) as fc.Arbitrary<SignUpData>

describe('requirementsOf', () => {
  it('is fulfilled only with an identifier, every required field, and every proof', () => {
    fc.assert(
      fc.property(anySettings, anyData, (settings, data) => {
        if (!isFulfilled(requirementsOf(settings, data))) return
        expect(data.emailAddress ?? data.username).not.toBeNull()
        const { email_address: email, password, sign_up: signUp } = settings
        const needed = [
          [email.enabled && email.required, data.emailAddress],
          [password.enabled && password.required, data.password],
          [signUp.legal_consent_enabled, data.legalAcceptedAt],
          [data.emailAddress !== null && email.verify_at_sign_up, data.emailVerifiedAt],
          [data.emailAddress !== null, data.emailAddressTaken ? null : 'free'],
        ]
        for (const [isNeeded, value] of needed) expect(isNeeded && value === null).toBe(false)
      }),
    )
  })

  it('asks for nothing twice, and misses only what it asks for', () => {
    fc.assert(
      fc.property(anySettings, anyData, (settings, data) => {
        const { required, optional, missing } = requirementsOf(settings, data)
        const asked = [...required, ...optional]
        expect(new Set(asked).size).toBe(asked.length)
        expect(missing.every((name) => asked.includes(name))).toBe(true)
      }),
    )
  })

  it('never lets an address pass that belongs to somebody else', () => {
    const settings = settingsOf({ email_address: { verify_at_sign_up: false } })
    const data = { ...emptySignUpData, emailAddress: 'a@example.com', emailAddressTaken: true }
    expect(requirementsOf(settings, data).unverified).toEqual(['email_address'])
  })
})

describe('requireAskedFor', () => {
  it('refuses fields the instance does not ask for', () => {
    const settings = settingsOf({ username: { enabled: false } })
    expect(() => requireAskedFor(settings, { username: 'someone' })).toThrow(
      expect.objectContaining({ code: 'form_param_unknown' }),
    )
    expect(() => requireAskedFor(settings, { username: null })).not.toThrow()
  })
})
