import type { UnmetPolicyRule } from '@keywright/contract'
import type { CallerSession } from '../clients/index.ts'

/** What an organization asks of the sessions that act in it, beyond its instance. `null`: as the instance says. */
export interface OrganizationPolicy {
  mfaRequired: true | null
  signInMethods: readonly string[] | null
  sessionLifetimeSeconds: number | null
  ipRanges: readonly string[] | null
}

/** What of a session a policy is held against. */
export type ProvenSession = Pick<
  CallerSession,
  'firstFactorStrategy' | 'secondFactorVerifiedAt' | 'createdAt'
>

/** A rule that a session does not meet, with what its user is told about it. */
export type UnmetRule = UnmetPolicyRule
