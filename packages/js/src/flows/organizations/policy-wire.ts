/** What an organization asks of the sessions that act in it, as the server writes it, and as it refuses those that do less. */
import type { OrganizationPolicyResource } from '@keywright/contract'
import type { z } from 'zod'
import type { Failure } from '../failure.ts'

export type OrganizationPolicy = z.output<typeof OrganizationPolicyResource>

export type PolicyRuleName = Exclude<
  keyof OrganizationPolicy,
  'object' | 'organization_id' | 'available_second_factors'
>

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
