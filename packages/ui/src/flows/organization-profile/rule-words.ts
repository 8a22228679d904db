import type {
  OrganizationPolicy,
  PolicyContext,
  PolicyEvent,
  PolicyRuleName,
  PolicyState,
} from '@keywright/js/flows'
import { durationOf, methodNames } from '../shared/policy-words.ts'
import type { OrganizationSection } from './organization-facts.ts'

export type PolicyView = OrganizationSection<PolicyState, PolicyContext, PolicyEvent>

export type RuleProps = Parameters<PolicyView>[0] & { rule: PolicyRuleName; policy: OrganizationPolicy }

type RuleValues = OrganizationPolicy[PolicyRuleName]['effective']

/** What a rule says, in words. */
export function valueText(
  { rule, policy, environment, t }: Pick<RuleProps, 'rule' | 'policy' | 'environment' | 't'>,
  value: RuleValues,
): string {
  if (typeof value === 'boolean') return t(`policy.mfa_required.${value ? 'on' : 'off'}`)
  if (typeof value === 'number')
    return t('policy.session_lifetime_seconds.value', { duration: durationOf(value, t.locale) })
  if (value === null) return t('policy.ip_ranges.any')
  if (rule === 'ip_ranges') return value.length === 0 ? t('policy.ip_ranges.none') : value.join(', ')
  const isAll = value.length === policy.sign_in_methods.inherited.length
  return isAll ? t('policy.sign_in_methods.all') : methodNames(value, environment, t)
}

/** Whether the rule can be made to say something else: what the instance asks of everybody stays. */
export function canChange({ rule, policy, may }: Pick<RuleProps, 'rule' | 'policy' | 'may'>): boolean {
  if (!may('org:sys_profile:manage')) return false
  if (rule !== 'mfa_required') return true
  return !policy.mfa_required.effective && policy.available_second_factors.length > 0
}
