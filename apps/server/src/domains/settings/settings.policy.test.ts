import {
  defaultInstanceSettings,
  type InstanceSettings,
  InstanceSettings as Schema,
  settingsWarnings,
} from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { DomainError, DomainErrors } from '../../platform/domain-error.ts'
import { canAnyoneSignIn, parseSettings } from '../instances/index.ts'
import { isOrigin, patchSettings, replaceSettings, toStoredDocument } from './settings.policy.ts'

const gentle = { destructive: false }
const destructive = { destructive: true }

function faultsOf(change: () => unknown): [code: string, param: string | undefined][] {
  try {
    change()
  } catch (error) {
    const faults = error instanceof DomainErrors ? error.errors : [error]
    return faults.map((fault) =>
      fault instanceof DomainError ? [fault.code, fault.options.param] : ['unexpected', String(fault)],
    )
  }
  return []
}

describe('a change of settings', () => {
  it('touches what is given and nothing else', () => {
    const after = patchSettings(defaultInstanceSettings, { password: { min_length: 12 } }, gentle)
    expect(after).toEqual({
      ...defaultInstanceSettings,
      password: { ...defaultInstanceSettings.password, min_length: 12 },
    })
  })

  it('replaces a list and what the operator names himself as a whole', () => {
    const first = patchSettings(
      defaultInstanceSettings,
      { tokens: { claims: { a: 1, b: null } }, origins: { allowed: ['https://a.test', 'https://b.test'] } },
      gentle,
    )
    const second = patchSettings(
      first,
      { tokens: { claims: { c: 3 } }, origins: { allowed: ['https://c.test'] } },
      gentle,
    )
    expect(first.tokens.claims).toEqual({ a: 1, b: null })
    expect(second.tokens.claims).toEqual({ c: 3 })
    expect(second.origins.allowed).toEqual(['https://c.test'])
  })

  it.each([
    ['an unknown group', { pasword: {} }, 'form_param_unknown', 'pasword'],
    ['an unknown setting', { password: { lenght: 8 } }, 'form_param_unknown', 'password.lenght'],
    ['a wrong type', { password: { min_length: '12' } }, 'form_param_type_invalid', 'password.min_length'],
    [
      'a value too large',
      { password: { min_length: 100 } },
      'form_param_value_too_large',
      'password.min_length',
    ],
    [
      'a value that is none of the choices',
      { sign_up: { mode: 'open' } },
      'form_param_value_invalid',
      'sign_up.mode',
    ],
    [
      'a deep path',
      { attack_protection: { user_lockout: { max_attempts: 0 } } },
      'form_param_value_invalid',
      'attack_protection.user_lockout.max_attempts',
    ],
    [
      'limits that contradict each other',
      { password: { min_length: 20, max_length: 10 } },
      'form_param_value_invalid',
      'password.min_length',
    ],
    [
      'no origin',
      { origins: { allowed: ['https://a.test', 'https://b.test/path'] } },
      'form_invalid_origin',
      'origins.allowed.1',
    ],
    [
      'a session token that lives too long for official SDKs',
      { tokens: { lifetime_seconds: 901, signing_algorithm: 'ES256' } },
      'form_param_value_too_large',
      'tokens.lifetime_seconds',
    ],
  ])('names the path of %s', (_what, patch, code, param) => {
    expect(faultsOf(() => patchSettings(defaultInstanceSettings, patch, gentle))).toEqual([[code, param]])
  })

  it('never names claims that only the server sets', () => {
    const change = (claims: object) => () =>
      patchSettings(defaultInstanceSettings, { tokens: { claims } }, gentle)
    expect(faultsOf(change({ sub: 'x', mine: 1 }))).toEqual([
      ['form_param_value_invalid', 'tokens.claims.sub'],
    ])
    expect(faultsOf(change({ kwv: [0, 0] }))).toEqual([['form_param_value_invalid', 'tokens.claims.kwv']])
    // Verifiers take a signed list of this name for cookies that a handshake dictates.
    expect(faultsOf(change({ handshake: '{{user.unsafe_metadata.cookies}}' }))).toEqual([
      ['form_param_value_invalid', 'tokens.claims.handshake'],
    ])
    expect(faultsOf(change({ mine: '{{user.id}}' }))).toEqual([])
  })

  it('names every fault at once', () => {
    const patch = { password: { min_length: 1 }, sign_up: { mode: 'open' } }
    expect(faultsOf(() => patchSettings(defaultInstanceSettings, patch, gentle))).toHaveLength(2)
  })

  it('takes null for the default only when it may destroy', () => {
    const changed = patchSettings(
      defaultInstanceSettings,
      { password: { min_length: 12 }, sign_up: { mode: 'restricted' } },
      gentle,
    )
    const patch = { password: { min_length: null }, sign_up: null }
    expect(faultsOf(() => patchSettings(changed, patch, gentle))).toEqual([
      ['form_param_nil', 'password.min_length'],
      ['form_param_nil', 'sign_up'],
    ])
    expect(patchSettings(changed, patch, destructive)).toEqual(defaultInstanceSettings)
  })

  it('takes null for a value where it is one', () => {
    const changed = patchSettings(defaultInstanceSettings, { test_mode: true }, gentle)
    expect(patchSettings(changed, { test_mode: null }, gentle).test_mode).toBeNull()
  })

  it('cannot reach prototypes', () => {
    const patch = JSON.parse(
      '{"constructor": {"prototype": {"polluted": true}}, "__proto__": {"polluted": true}}',
    )
    expect(
      faultsOf(() => patchSettings(defaultInstanceSettings, patch, gentle)).map(([code]) => code),
    ).toContain('form_param_unknown')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('a replacement', () => {
  it('puts what is absent back to its default', () => {
    const after = replaceSettings({ sign_up: { mode: 'waitlist' } }, gentle)
    expect(after.sign_up.mode).toBe('waitlist')
    expect(after.password).toEqual(defaultInstanceSettings.password)
  })
})

describe('somebody can sign in', () => {
  const settings = (input: object): InstanceSettings => Schema.parse(input)

  it.each([
    ['by default', {}, true],
    ['without passwords, by code', { password: { enabled: false } }, true],
    [
      'without passwords, by link',
      { password: { enabled: false }, email_address: { sign_in_with_code: false, sign_in_with_link: true } },
      true,
    ],
    ['by username and password', { email_address: { enabled: false }, username: { enabled: true } }, true],
    [
      'not by username alone',
      { email_address: { enabled: false }, username: { enabled: true }, password: { enabled: false } },
      false,
    ],
    [
      'not by an email address without code, link and password',
      { password: { enabled: false }, email_address: { sign_in_with_code: false } },
      false,
    ],
    [
      'not by an email address that is not used for it',
      { email_address: { used_for_sign_in: false } },
      false,
    ],
    ['not without an identifier', { email_address: { enabled: false } }, false],
  ])('%s', (_how, input, expected) => {
    expect(canAnyoneSignIn(settings(input))).toBe(expected)
  })

  it('or the change is refused', () => {
    const patch = { email_address: { enabled: false } }
    expect(faultsOf(() => patchSettings(defaultInstanceSettings, patch, gentle))).toEqual([
      ['breaks_instance_invariant', undefined],
    ])
  })
})

describe('an origin', () => {
  it.each([
    'https://app.example.com',
    'http://localhost:3000',
    'chrome-extension://abcdef',
    'capacitor://localhost',
  ])('is %s', (text) => expect(isOrigin(text)).toBe(true))
  it.each([
    'app.example.com',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://user@app.example.com',
    'https://a.test?x',
    'javascript://a',
    'null',
    '',
    '*',
  ])('is not "%s"', (text) => expect(isOrigin(text)).toBe(false))
})

describe('what is stored', () => {
  it('is only what differs from the defaults, and reads back as it was', () => {
    const changed = patchSettings(
      defaultInstanceSettings,
      { password: { min_length: 12 }, branding: { theme: { primary: '#000' } }, test_mode: false },
      gentle,
    )
    const stored = toStoredDocument(changed)
    expect(stored).toEqual({
      password: { min_length: 12 },
      branding: { theme: { primary: '#000' } },
      test_mode: false,
    })
    expect(parseSettings(stored)).toEqual(changed)
    expect(toStoredDocument(defaultInstanceSettings)).toEqual({})
  })

  // A newer server may have written it while this one still runs, or one that is older than a stricter rule.
  it('is read as far as this version understands it', () => {
    const stored = {
      password: { min_length: 12, of_the_future: 1 },
      feature_to_come: { on: true },
      sign_up: { mode: 'abolished' },
    }
    expect(parseSettings(stored)).toEqual(
      patchSettings(defaultInstanceSettings, { password: { min_length: 12 } }, gentle),
    )
    expect(parseSettings('nonsense')).toEqual(defaultInstanceSettings)
  })
})

describe('the life of session tokens', () => {
  const change =
    (tokens: object, from = defaultInstanceSettings) =>
    () =>
      patchSettings(from, { tokens }, gentle)
  const refusal = [['form_param_value_invalid', 'tokens.lifetime_seconds']]

  // Without the revocation feed nobody can take such a token back, and official SDKs do not read it.
  it('is a minute at most where official SDKs verify them', () => {
    expect(faultsOf(change({ lifetime_seconds: 60 }))).toEqual([])
    expect(faultsOf(change({ lifetime_seconds: 61 }))).toEqual(refusal)
    expect(faultsOf(change({ lifetime_seconds: 900, signing_algorithm: 'RS256' }))).toEqual(refusal)
  })

  it('may be a quarter of an hour with the algorithm they refuse, and only as long as it is that', () => {
    const long = change({ lifetime_seconds: 900, signing_algorithm: 'ES256' })
    expect(faultsOf(long)).toEqual([])
    expect(faultsOf(change({ signing_algorithm: 'RS256' }, long()))).toEqual(refusal)
    expect(faultsOf(change({ signing_algorithm: 'RS256', lifetime_seconds: 60 }, long()))).toEqual([])
  })

  it('may be forced, with a warning that says what follows, and not without the force', () => {
    const forced = change({ lifetime_seconds: 300, force_lifetime: true })
    expect(faultsOf(forced)).toEqual([])
    expect(settingsWarnings(forced())).toEqual([
      expect.stringMatching(/300 seconds by force.*revoked session/),
    ])
    expect(faultsOf(change({ force_lifetime: false }, forced()))).toEqual(refusal)
    for (const settings of [
      defaultInstanceSettings,
      change({ force_lifetime: true })(),
      change({ lifetime_seconds: 900, signing_algorithm: 'ES256' })(),
    ])
      expect(settingsWarnings(settings)).toEqual([])
  })
})
