/** Why `has` said yes or no: a part of its own, as no page needs it before somebody asks. Nobody is asked for it. */
import {
  type AuthorizationExplanation,
  type AuthorizationQuestion,
  explainAuthorization,
  explainPolicy,
  type UnmetPolicyRule,
} from '@keywright/tokens/explain-authorization'
import type { TokenClaims } from './tokens/decode-token.ts'

export type { AuthorizationCheck, AuthorizationExplanation } from '@keywright/tokens/explain-authorization'

/** What `useAuth` gives, as far as it is needed. */
export interface ExplainableAuth {
  userId?: string | null | undefined
  orgId?: string | null | undefined
  orgRole?: string | null | undefined
  orgPermissions?: readonly string[] | null | undefined
  sessionClaims?: TokenClaims | null | undefined
  /** `session.unmetOrganizationPolicy`: why the session is in no organization, if that is why. */
  unmetPolicy?: { organizationId: string; unmet: readonly UnmetPolicyRule[] } | null | undefined
  has(wanted: Wanted): boolean
}

/** What `has` understands. */
type Wanted = {
  [Name in keyof AuthorizationQuestion]?: Exclude<AuthorizationQuestion[Name], undefined>
}

/** Explains what `auth.has(wanted)` says, as data and in words; it never says anything else. */
export function explainHas(auth: ExplainableAuth, wanted: Wanted): AuthorizationExplanation {
  const { userId, orgId, orgRole, orgPermissions, sessionClaims: claims, unmetPolicy } = auth
  const permissions = orgPermissions ?? []
  // A membership lists what the system asks for, too; a token never does.
  const knowsMembership = permissions.some((key) => key.startsWith('org:sys_'))
  const facts = {
    ...{ userId, organizationId: orgId, permissions, factorAges: claims?.fva, ageMinutes: 0 },
    sessionStatus: userId ? undefined : claims?.sts,
    roles: orgRole ? [orgRole] : [],
    source: knowsMembership ? ('membership' as const) : ('token' as const),
  }
  const isLeftOut = !orgId && unmetPolicy
  const before = isLeftOut ? [explainPolicy(unmetPolicy.organizationId, unmetPolicy.unmet)] : []
  return explainAuthorization(wanted, facts, (condition) => auth.has(condition as Wanted), before)
}
