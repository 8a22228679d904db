import type { OrganizationPolicyResource, SignInMethod } from '@keywright/contract'
import type { z } from 'zod'
import type { Instance } from '../instances/index.ts'
import { commonRanges, effectivePolicy, inheritedPolicy } from '../organization-policies/index.ts'
import { availableSecondFactors } from '../second-factors/index.ts'
import type { Organization } from './organization.entity.ts'

/** A policy rule by rule: what counts, what of it the instance asks for, and whether the organization asks for more. */
export function toPolicyResource(
  { id, policy }: Pick<Organization, 'id' | 'policy'>,
  instance: Instance,
): z.input<typeof OrganizationPolicyResource> {
  const inherited = inheritedPolicy(instance)
  const effective = effectivePolicy(policy, instance)
  const rule = <Value>(counts: Value, fromInstance: Value, own: unknown) => ({
    ...{ effective: counts, inherited: fromInstance, overridden: own !== null },
  })
  const methods = (names: readonly string[]) => [...names] as SignInMethod[]
  const ranges = (lists: readonly (readonly string[])[]) => commonRanges(lists)?.slice() ?? null
  return {
    object: 'organization_policy',
    organization_id: id,
    mfa_required: rule(effective.mfaRequired, inherited.mfaRequired, policy.mfaRequired),
    sign_in_methods: rule(
      methods(effective.signInMethods ?? inherited.signInMethods),
      methods(inherited.signInMethods),
      policy.signInMethods,
    ),
    session_lifetime_seconds: rule(
      effective.sessionLifetimeSeconds ?? inherited.sessionLifetimeSeconds,
      inherited.sessionLifetimeSeconds,
      policy.sessionLifetimeSeconds,
    ),
    ip_ranges: rule(
      ranges(effective.ipRanges),
      ranges([inherited.ipRanges].filter(({ length }) => length > 0)),
      policy.ipRanges,
    ),
    available_second_factors: availableSecondFactors(instance.settings),
  }
}
