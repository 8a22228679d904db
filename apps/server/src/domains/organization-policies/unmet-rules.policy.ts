import { DomainError } from '../../platform/domain-error.ts'
import { isInRanges } from '../../platform/ip-ranges.policy.ts'
import {
  type EffectivePolicy,
  effectivePolicy,
  type PolicyInstance,
  toRanges,
} from './effective-policy.policy.ts'
import type { OrganizationPolicy, ProvenSession, UnmetRule } from './organization-policy.entity.ts'

/** When and from where a session is to act. */
export interface ActingFrom {
  now: Date
  /** `undefined`: nobody knows, as where a server asks for somebody. */
  ip: string | undefined
  /** A server of the instance answers for where the user is. */
  isVouchedFor?: boolean
}

/**
 * What a strategy counts as. A password that was just replaced by a code is as good as the code, and as the password:
 * whoever did it can sign in with that next. A provider is one method, whatever of it the page or the app made use of.
 */
function methodsOf(strategy: string): string[] {
  if (strategy === 'reset_password_email_code') return ['email_code', 'password']
  if (strategy === 'google_one_tap') return ['oauth_google']
  return [strategy.replace(/^oauth_token_/, 'oauth_')]
}

function isAllowedMethod(allowed: readonly string[] | null, strategy: string | null): boolean {
  if (allowed === null) return true
  return strategy !== null && methodsOf(strategy).some((method) => allowed.includes(method))
}

/** Which rules a session does not meet. What is not known of it meets none. */
function unmetRules(
  policy: EffectivePolicy,
  session: ProvenSession,
  { now, ip, isVouchedFor = false }: ActingFrom,
): UnmetRule[] {
  const { signInMethods, sessionLifetimeSeconds, ipRanges } = policy
  const ageMs = now.getTime() - session.createdAt.getTime()
  const rules: [isMet: boolean, rule: UnmetRule][] = [
    [!policy.mfaRequired || session.secondFactorVerifiedAt !== null, { rule: 'mfa_required' }],
    [
      isAllowedMethod(signInMethods, session.firstFactorStrategy),
      { rule: 'sign_in_method', sign_in_methods: [...(signInMethods ?? [])] },
    ],
    [
      sessionLifetimeSeconds === null || ageMs < sessionLifetimeSeconds * 1000,
      { rule: 'session_too_old', session_lifetime_seconds: sessionLifetimeSeconds ?? 0 },
    ],
    // Whoever is outside is not told where inside is.
    [
      isVouchedFor || ipRanges.every((list) => ip !== undefined && isInRanges(ip, toRanges(list))),
      { rule: 'ip_not_allowed' },
    ],
  ]
  return rules.filter(([isMet]) => !isMet).map(([, rule]) => rule)
}

/** Which rules of an organization's policy, as it counts now, a session does not meet. */
export const unmetIn = (
  instance: PolicyInstance,
  policy: OrganizationPolicy,
  session: ProvenSession,
  from: ActingFrom,
): UnmetRule[] => unmetRules(effectivePolicy(policy, instance), session, from)

export function policyUnmet(organizationId: string, unmet: readonly UnmetRule[]): DomainError {
  return new DomainError('organization_policy_unmet', { meta: { organization_id: organizationId, unmet } })
}
