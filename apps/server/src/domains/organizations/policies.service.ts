import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import {
  changedPolicy,
  type OrganizationPolicy,
  type PolicyChange,
  type ProvenSession,
  policyUnmet,
  unmetIn,
} from '../organization-policies/index.ts'
import type { Organization } from './organization.entity.ts'
import type { OrganizationsService } from './organizations.service.ts'

export interface PoliciesDeps {
  clock: Clock
  organizations: Pick<OrganizationsService, 'changePolicy'>
}

export type PoliciesService = ReturnType<typeof createPoliciesService>

/** What organizations ask of the sessions that act in them. */
export function createPoliciesService({ clock, organizations }: PoliciesDeps) {
  const unmetBy = (
    { instance, request: { ip } }: Scope,
    policy: OrganizationPolicy,
    session: ProvenSession,
  ) => unmetIn(instance, policy, session, { now: clock.now(), ip })

  /** Asked while nobody else changes it: what a session met before it waited, it may not meet now. */
  function requireMet(scope: Scope, id: string, before: OrganizationPolicy, session: ProvenSession): void {
    const unmet = unmetBy(scope, before, session)
    if (unmet.length > 0) throw policyUnmet(id, unmet)
  }

  function requireStillMet(scope: Scope, after: OrganizationPolicy, session: ProvenSession): void {
    const unmet = unmetBy(scope, after, session)
    const [first] = unmet
    if (!first) return
    throw new DomainError('organization_policy_excludes_caller', {
      ...{ param: paramOf[first.rule], meta: { unmet } },
    })
  }

  return {
    /** `session`: of the member who does it, whom the policy must not lock out. A server can always change it back. */
    change: (
      scope: Scope,
      id: string,
      change: PolicyChange,
      session?: ProvenSession,
    ): Promise<Organization> =>
      organizations.changePolicy(scope, id, (before) => {
        if (session) requireMet(scope, id, before, session)
        const after = changedPolicy(before, change, scope.instance)
        if (session) requireStillMet(scope, after, session)
        return after
      }),
  }
}

const paramOf = {
  mfa_required: 'mfa_required',
  sign_in_method: 'sign_in_methods',
  session_too_old: 'session_lifetime_seconds',
  ip_not_allowed: 'ip_ranges',
} as const
