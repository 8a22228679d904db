/** What an organization asks of the sessions that act in it, as the server writes it, and as it refuses those that do less. */
import type { Failure } from '../failure.ts'

interface RuleState<Value> {
  effective: Value
  /** What the instance alone asks for. */
  inherited: Value
  /** The organization asks for more. */
  overridden: boolean
}

export interface OrganizationPolicy {
  mfa_required: RuleState<boolean>
  /** Inherited are all that the instance offers. */
  sign_in_methods: RuleState<readonly string[]>
  /** Counted from the sign-in. */
  session_lifetime_seconds: RuleState<number>
  /** `null`: from anywhere. */
  ip_ranges: RuleState<readonly string[] | null>
  /** What users could set up. */
  available_second_factors: readonly string[]
}

export type PolicyRuleName = Exclude<keyof OrganizationPolicy, 'available_second_factors'>

/** What a session does not do that an organization asks for. */
export type UnmetRule =
  | { rule: 'mfa_required' | 'ip_not_allowed' }
  | { rule: 'sign_in_method'; sign_in_methods: readonly string[] }
  | { rule: 'session_too_old'; session_lifetime_seconds: number }

/** The rules that keep a session out of an organization; `undefined` where something else was refused. */
export function unmetIn(failure: Failure | undefined): readonly UnmetRule[] | undefined {
  const fault = failure?.faults.find(({ code }) => code === 'organization_policy_unmet')
  if (!fault) return undefined
  const { unmet } = fault.meta
  return Array.isArray(unmet) ? unmet : []
}
