import { DomainError, DomainErrors } from '../../platform/domain-error.ts'
import { ipRangeFault } from '../../platform/ip-ranges.policy.ts'
import { availableSecondFactors } from '../second-factors/index.ts'
import { inheritedPolicy, type PolicyInstance, rangesWithin } from './effective-policy.policy.ts'
import type { OrganizationPolicy } from './organization-policy.entity.ts'

/** What is to be different. `undefined` stays; `null` is as the instance says. */
export interface PolicyChange {
  mfaRequired?: boolean | null | undefined
  signInMethods?: readonly string[] | null | undefined
  sessionLifetimeSeconds?: number | null | undefined
  ipRanges?: readonly string[] | null | undefined
}

type Faults = DomainError[]

const looser = (param: string, meta: Record<string, unknown> = {}) =>
  new DomainError('organization_policy_looser_than_instance', { param, meta })

function mfaFaults(wanted: boolean, instance: PolicyInstance): Faults {
  if (!wanted) return inheritedPolicy(instance).mfaRequired ? [looser('mfa_required')] : []
  return availableSecondFactors(instance.settings).length === 0
    ? [new DomainError('organization_policy_mfa_unavailable', { param: 'mfa_required' })]
    : []
}

function methodFaults(methods: readonly string[], instance: PolicyInstance): Faults {
  const { signInMethods: offered } = inheritedPolicy(instance)
  const others = methods.filter((method) => !offered.includes(method))
  return others.length === 0 ? [] : [looser('sign_in_methods', { sign_in_methods: others })]
}

function lifetimeFaults(seconds: number, instance: PolicyInstance): Faults {
  const { sessionLifetimeSeconds: longest } = inheritedPolicy(instance)
  return seconds <= longest ? [] : [looser('session_lifetime_seconds', { session_lifetime_seconds: longest })]
}

function rangeFaults(texts: readonly string[], instance: PolicyInstance): Faults {
  const faults = texts.flatMap((text) => ipRangeFault(text) ?? [])
  if (faults.length > 0)
    return faults.map(
      (longMessage) => new DomainError('form_param_value_invalid', { param: 'ip_ranges', longMessage }),
    )
  const { ipRanges: inherited } = inheritedPolicy(instance)
  const within = inherited.length === 0 ? texts : rangesWithin(texts, inherited)
  const outside = texts.filter((text) => !within.includes(text))
  return outside.length === 0 ? [] : [looser('ip_ranges', { ip_ranges: outside })]
}

/** The policy with a change made to it. Throws where it is looser than the instance's, or nobody could meet it. */
export function changedPolicy(
  before: OrganizationPolicy,
  change: PolicyChange,
  instance: PolicyInstance,
): OrganizationPolicy {
  const { mfaRequired, signInMethods, sessionLifetimeSeconds, ipRanges } = change
  const faults = [
    ...(mfaRequired == null ? [] : mfaFaults(mfaRequired, instance)),
    ...(signInMethods ? methodFaults(signInMethods, instance) : []),
    ...(sessionLifetimeSeconds ? lifetimeFaults(sessionLifetimeSeconds, instance) : []),
    ...(ipRanges ? rangeFaults(ipRanges, instance) : []),
  ]
  if (faults.length > 0) throw new DomainErrors(faults)
  const given = {
    ...(mfaRequired === undefined ? {} : { mfaRequired: mfaRequired || null }),
    ...(signInMethods === undefined ? {} : { signInMethods: signInMethods && [...new Set(signInMethods)] }),
    ...(sessionLifetimeSeconds === undefined ? {} : { sessionLifetimeSeconds }),
    ...(ipRanges === undefined ? {} : { ipRanges: ipRanges && [...new Set(ipRanges)] }),
  }
  return { ...before, ...given }
}
