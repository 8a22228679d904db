import { defaultInstanceSettings, type InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { PolicyInstance } from './effective-policy.policy.ts'
import type { OrganizationPolicy, ProvenSession } from './organization-policy.entity.ts'
import { type ActingFrom, unmetIn } from './unmet-rules.policy.ts'

const now = new Date('2026-11-22T12:00:00Z')
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const none: OrganizationPolicy = {
  ...{ mfaRequired: null, signInMethods: null, sessionLifetimeSeconds: null, ipRanges: null },
}
const fresh: ProvenSession = {
  ...{ firstFactorStrategy: 'password', secondFactorVerifiedAt: null, createdAt: before(60) },
}

function instanceWith(
  policy: Partial<InstanceSettings['organizations']['policy']> = {},
  { google = true, password = true } = {},
): PolicyInstance {
  const { organizations } = defaultInstanceSettings
  const connection = {
    ...{ provider: 'google', enabled: google, authenticatable: true, usesDevelopmentProvider: true },
    ...{ clientId: '', hasClientSecret: false, additionalScopes: [], blockEmailSubaddresses: false },
    ...{ options: {}, custom: null, createdAt: now, updatedAt: now },
  }
  return {
    settings: {
      ...defaultInstanceSettings,
      password: { ...defaultInstanceSettings.password, enabled: password },
      organizations: { ...organizations, policy: { ...organizations.policy, ...policy } },
    },
    oauthConnections: [connection],
    environmentType: 'development',
  }
}

const rulesOf = (
  policy: Partial<OrganizationPolicy>,
  session: Partial<ProvenSession> = {},
  from: Partial<ActingFrom> = {},
  instance = instanceWith(),
) => unmetIn(instance, { ...none, ...policy }, { ...fresh, ...session }, { now, ip: '203.0.113.7', ...from })

const ruleNames = (...given: Parameters<typeof rulesOf>) => rulesOf(...given).map(({ rule }) => rule)

describe('a session', () => {
  it('meets the policy of an organization that asks for nothing', () => {
    const unknown = { firstFactorStrategy: null, createdAt: new Date(0) }
    expect(rulesOf({}, unknown, { ip: undefined })).toEqual([])
  })

  it('has proven a second factor, where one is asked for', () => {
    expect(ruleNames({ mfaRequired: true })).toEqual(['mfa_required'])
    expect(ruleNames({ mfaRequired: true }, { secondFactorVerifiedAt: before(9e6) })).toEqual([])
  })

  it('began in one of the ways that are allowed', () => {
    const allowed = ['oauth_google', 'email_code']
    expect(rulesOf({ signInMethods: allowed })).toEqual([
      { rule: 'sign_in_method', sign_in_methods: allowed },
    ])
    expect(ruleNames({ signInMethods: allowed }, { firstFactorStrategy: 'email_code' })).toEqual([])
  })

  // Sessions from before it was noted, and those that a server began, say nothing of how.
  it('that says nothing of how it began began in none', () => {
    expect(ruleNames({ signInMethods: ['password', 'ticket'] }, { firstFactorStrategy: null })).toEqual([
      'sign_in_method',
    ])
  })

  it.each([
    ['reset_password_email_code', ['password'], true],
    ['reset_password_email_code', ['email_code'], true],
    ['reset_password_email_code', ['oauth_google'], false],
    ['google_one_tap', ['oauth_google'], true],
    ['oauth_token_google', ['oauth_google'], true],
    ['google_one_tap', ['email_code'], false],
    ['email_link', ['email_code'], false],
    ['ticket', ['password'], false],
  ])('that began by %s, where %j is allowed: %s', (firstFactorStrategy, signInMethods, isMet) => {
    expect(rulesOf({ signInMethods }, { firstFactorStrategy }).length === 0).toBe(isMet)
  })

  it('began by a way that the instance still offers', () => {
    const policy = { signInMethods: ['password', 'oauth_google'] }
    expect(rulesOf(policy, {}, {}, instanceWith({}, { password: false }))).toEqual([
      { rule: 'sign_in_method', sign_in_methods: ['oauth_google'] },
    ])
  })

  it('is as young as is asked for, to the second, and as the instance asks', () => {
    const policy = { sessionLifetimeSeconds: 3600 }
    expect(ruleNames(policy, { createdAt: before(3599) })).toEqual([])
    expect(rulesOf(policy, { createdAt: before(3600) })).toEqual([
      { rule: 'session_too_old', session_lifetime_seconds: 3600 },
    ])
    const longer = { sessionLifetimeSeconds: 9_999_999 }
    expect(rulesOf(longer, { createdAt: before(604_800) })).toEqual([
      { rule: 'session_too_old', session_lifetime_seconds: 604_800 },
    ])
  })

  it('acts from a network of both, the organization and the instance', () => {
    const wide = instanceWith({ ip_ranges: ['203.0.112.0/23', '10.0.0.0/8'] })
    const ipRanges = ['203.0.113.0/24', '198.51.100.0/24']
    expect(ruleNames({ ipRanges }, {}, {}, wide)).toEqual([])
    expect(ruleNames({ ipRanges }, {}, { ip: '198.51.100.1' }, wide)).toEqual(['ip_not_allowed'])
    expect(ruleNames({ ipRanges }, {}, { ip: '10.0.0.1' }, wide)).toEqual(['ip_not_allowed'])
    expect(ruleNames({}, {}, { ip: '10.0.0.1' }, wide)).toEqual([])
    expect(ruleNames({}, {}, { ip: '192.0.2.1' }, wide)).toEqual(['ip_not_allowed'])
  })

  it('acts from nowhere that counts where nobody knows from where', () => {
    expect(rulesOf({ ipRanges: ['0.0.0.0/0', '::/0'] }, {}, { ip: undefined })).toEqual([
      { rule: 'ip_not_allowed' },
    ])
  })

  it('is told of all that it does not meet at once', () => {
    const policy = { signInMethods: ['ticket'], sessionLifetimeSeconds: 300, ipRanges: ['10.0.0.0/8'] }
    const session = { createdAt: before(301) }
    expect(ruleNames(policy, session, {}, instanceWith({ mfa_required: true }))).toEqual([
      ...['mfa_required', 'sign_in_method', 'session_too_old', 'ip_not_allowed'],
    ])
  })
})
