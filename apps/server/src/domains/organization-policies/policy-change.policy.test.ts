import { defaultInstanceSettings, type InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { DomainErrors } from '../../platform/domain-error.ts'
import { commonRanges, type PolicyInstance } from './effective-policy.policy.ts'
import type { OrganizationPolicy } from './organization-policy.entity.ts'
import { changedPolicy, type PolicyChange } from './policy-change.policy.ts'

const none: OrganizationPolicy = {
  ...{ mfaRequired: null, signInMethods: null, sessionLifetimeSeconds: null, ipRanges: null },
}

function instanceWith(policy: Partial<InstanceSettings['organizations']['policy']> = {}): PolicyInstance {
  const { organizations } = defaultInstanceSettings
  return {
    settings: {
      ...defaultInstanceSettings,
      organizations: { ...organizations, policy: { ...organizations.policy, ...policy } },
    },
    ...{ oauthConnections: [], environmentType: 'production' },
  }
}

const change = (wish: PolicyChange, before = none, instance = instanceWith()) =>
  changedPolicy(before, wish, instance)

function faultsOf(wish: PolicyChange, instance?: PolicyInstance) {
  try {
    change(wish, none, instance)
  } catch (error) {
    if (error instanceof DomainErrors) return error.errors.map(({ code, options }) => [code, options.param])
    throw error
  }
  return []
}

const looser = 'organization_policy_looser_than_instance'

describe('a changed policy', () => {
  it('keeps what was not named, and drops what is to be as the instance says', () => {
    const before = { ...none, signInMethods: ['password'], ipRanges: ['10.0.0.0/8'] }
    expect(change({ sessionLifetimeSeconds: 3600, ipRanges: null }, before)).toEqual({
      ...{ ...none, signInMethods: ['password'], sessionLifetimeSeconds: 3600 },
    })
  })

  it('names everything once', () => {
    const wish = { signInMethods: ['password', 'password'], ipRanges: ['10.0.0.1', '10.0.0.1'] }
    expect(change(wish)).toEqual({ ...none, signInMethods: ['password'], ipRanges: ['10.0.0.1'] })
  })

  it('asks for no second factor that nobody can set up', () => {
    expect(faultsOf({ mfaRequired: true })).toEqual([['organization_policy_mfa_unavailable', 'mfa_required']])
    expect(change({ mfaRequired: false }, { ...none, mfaRequired: true })).toEqual(none)
  })
})

describe('a policy is never looser than the instance', () => {
  it.each<[PolicyChange, Partial<InstanceSettings['organizations']['policy']>, string]>([
    [{ mfaRequired: false }, { mfa_required: true }, 'mfa_required'],
    [{ signInMethods: ['password', 'oauth_google'] }, {}, 'sign_in_methods'],
    [{ sessionLifetimeSeconds: 604_801 }, {}, 'session_lifetime_seconds'],
    [{ ipRanges: ['10.1.0.0/16', '192.0.2.0/24'] }, { ip_ranges: ['10.0.0.0/8'] }, 'ip_ranges'],
    [{ ipRanges: ['0.0.0.0/0'] }, { ip_ranges: ['10.0.0.0/8'] }, 'ip_ranges'],
  ])('%j where the instance asks for %j', (wish, policy, param) => {
    expect(faultsOf(wish, instanceWith(policy))).toEqual([[looser, param]])
  })

  it('may be the same, and stricter', () => {
    const same = { signInMethods: ['password', 'email_code', 'ticket'], sessionLifetimeSeconds: 604_800 }
    expect(faultsOf(same)).toEqual([])
    const ranges = { ipRanges: ['10.0.0.0/8', '10.1.2.3'] }
    expect(faultsOf(ranges, instanceWith({ ip_ranges: ['10.0.0.0/8'] }))).toEqual([])
  })

  it('tells of every fault at once', () => {
    const wish = { mfaRequired: true, sessionLifetimeSeconds: 9e9, ipRanges: ['office', '10.0.0.1/8'] }
    expect(faultsOf(wish)).toEqual([
      ['organization_policy_mfa_unavailable', 'mfa_required'],
      [looser, 'session_lifetime_seconds'],
      ...[1, 2].map(() => ['form_param_value_invalid', 'ip_ranges']),
    ])
  })
})

describe('what two lists of networks have in common', () => {
  it.each([
    [[['10.0.0.0/8'], ['10.1.0.0/16', '192.0.2.0/24']], ['10.1.0.0/16']],
    [[['10.1.0.0/16'], ['10.0.0.0/8', '2001:db8::/32']], ['10.1.0.0/16']],
    [[['10.0.0.0/8'], ['192.0.2.0/24']], []],
    [[['10.0.0.0/8'], ['10.0.0.0/8']], ['10.0.0.0/8']],
    [[['10.0.0.0/8']], ['10.0.0.0/8']],
    [[], null],
  ])('%j: %j', (lists, expected) => {
    expect(commonRanges(lists)).toEqual(expected)
  })
})
