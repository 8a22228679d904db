import { permissionsOf, type SessionClaims } from '@keywright/tokens'
import {
  type AuthorizationCheck,
  type AuthorizationExplanationFacts,
  type AuthorizationQuestion,
  type DecideAuthorization,
  explainPolicy,
} from '@keywright/tokens/explain-authorization'
import type { UnmetRule } from '../organization-policies/index.ts'
import type { RevokedSource, TokenSource } from './authorization.repository.ts'

/** A role or permission as it is stored: `org:` may be left out where it is asked for. */
export const withPrefix = (name: string) => name.replace(/^(org:)*/, 'org:')

const presets = {
  strict_mfa: { level: 'multi_factor', afterMinutes: 10 },
  strict: { level: 'second_factor', afterMinutes: 10 },
  moderate: { level: 'second_factor', afterMinutes: 60 },
  lax: { level: 'second_factor', afterMinutes: 1440 },
} as const

/** Decides each condition as `has` of the server SDK does (wire contract 5.3). */
export function createDecision(facts: AuthorizationExplanationFacts): DecideAuthorization {
  return ({ role, permission, reverification }) => {
    // Apps of old call members so.
    if (role === 'basic_member')
      return ['org:member', 'org:basic_member'].some((key) => facts.roles.includes(key))
    if (role !== undefined) return facts.roles.includes(withPrefix(role))
    if (permission !== undefined) return facts.permissions.includes(withPrefix(permission))
    return reverification !== undefined && isReverified(reverification, facts)
  }
}

function isReverified(
  wish: NonNullable<AuthorizationQuestion['reverification']>,
  { factorAges, ageMinutes }: AuthorizationExplanationFacts,
): boolean {
  const { level, afterMinutes } = typeof wish === 'string' ? presets[wish] : wish
  const [first, second] = (factorAges ?? [-1, -1]).map((age) =>
    age < 0 ? undefined : age + Math.max(0, ageMinutes) < afterMinutes,
  )
  // Who has no second factor proves the first one.
  if (level === 'first_factor' || second === undefined) return first === true
  return second && (level === 'second_factor' || first === true)
}

/** What a session token says of its bearer. */
export function factsOfToken(claims: SessionClaims, now: Date): AuthorizationExplanationFacts {
  const role = claims.v === 2 ? claims.o?.rol : claims.org_role
  return {
    userId: claims.sub,
    sessionStatus: claims.sts,
    organizationId: organizationIdOf(claims),
    roles: role ? [withPrefix(role)] : [],
    permissions: permissionsOf(claims) ?? [],
    source: 'token',
    factorAges: claims.fva,
    ageMinutes: (now.getTime() / 1000 - claims.iat) / 60,
  }
}

export function organizationIdOf(claims: SessionClaims): string | null {
  return (claims.v === 2 ? claims.o?.id : claims.org_id) ?? null
}

/** What a token was made from, and the versions that it tells of it. */
export function sourcesOf(claims: SessionClaims): TokenSource[] {
  const [session = 0, user = 0, membership = 0] = claims.kwv ?? []
  const organizationId = organizationIdOf(claims)
  return [
    { kind: 'session', key: claims.sid, version: session },
    { kind: 'user', key: claims.sub, version: user },
    ...(organizationId === null
      ? []
      : [
          { kind: 'membership' as const, key: `${organizationId}/${claims.sub}`, version: membership },
          // No token outlives its organization.
          { kind: 'organization' as const, key: organizationId, version: 0 },
        ]),
  ]
}

const revocations: Record<RevokedSource['kind'], string> = {
  session: 'The session ended or changed after the token was made.',
  user: 'The user was banned, deleted or signed out everywhere after the token was made.',
  membership: 'The roles of the member changed, or the membership ended, after the token was made.',
  organization: 'The organization was deleted after the token was made.',
}

/** Whether the token still counts: for its time, and for what became of what it was made from. */
export function tokenChecks(
  claims: SessionClaims,
  { isExpired, revoked }: { isExpired: boolean; revoked: readonly RevokedSource[] },
): AuthorizationCheck[] {
  const times = { issued_at: claims.iat * 1000, expired_at: claims.exp * 1000 }
  const time: AuthorizationCheck = isExpired
    ? {
        ...{ subject: 'token', allowed: false, code: 'token_expired', details: times },
        message: 'The token has expired; whoever asks needs a new one.',
      }
    : {
        ...{ subject: 'token', allowed: true, code: 'token_valid', details: times },
        message: 'The token is one of ours, and its time is not over.',
      }
  return [
    time,
    ...revoked.map(
      ({ kind, key, version, revokedVersion }): AuthorizationCheck => ({
        ...{ subject: 'token', allowed: false, code: 'token_revoked' },
        message: `${revocations[kind]} Verifiers that read the revocation feed refuse it; others accept it until it expires.`,
        details: { kind, key, version, revoked_below: revokedVersion },
      }),
    ),
  ]
}

/** What an organization asks of a session, as far as that is known without seeing from where its user calls. */
export function policyChecks(organizationId: string, unmet: readonly UnmetRule[]): AuthorizationCheck[] {
  const broken = unmet.filter(({ rule }) => rule !== 'ip_not_allowed')
  const networks: AuthorizationCheck = {
    ...{ subject: 'policy', allowed: true, code: 'organization_policy_networks' },
    message:
      'The organization lets sessions in from some networks only. Whether the user calls from one is known when they call.',
    details: { organization_id: organizationId },
  }
  return [
    ...(broken.length === 0 ? [] : [explainPolicy(organizationId, broken)]),
    ...(broken.length === unmet.length ? [] : [networks]),
  ]
}
