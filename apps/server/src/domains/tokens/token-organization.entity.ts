import type { Instance } from '../instances/index.ts'
import type { ProvenSession, UnmetRule } from '../organization-policies/index.ts'
import type { Metadata } from '../users/index.ts'
import type { SessionClaimsSource } from './token-subject.entity.ts'

/** What of an organization and of somebody's membership in it may go into their tokens. */
export interface TokenOrganization {
  id: string
  name: string
  slug: string | null
  imageUrl: string
  hasImage: boolean
  publicMetadata: Metadata
  /** Version of the membership. */
  version: number
  membershipPublicMetadata: Metadata
  /** At least one, in order; the first is the one that official SDKs see. */
  roleKeys: readonly string[]
  /** All of them, in order; those of the system go into no session token. */
  permissionKeys: readonly string[]
}

/** Whose token it is, and from where they ask for it; `undefined`: nobody knows. */
export interface TokenBearer {
  session: ProvenSession & Pick<SessionClaimsSource, 'userId'>
  ip: string | undefined
  /** Whoever asks in their place answers for where they are. */
  isVouchedFor?: boolean
}

/** An organization, and what of its policy the session does not meet: nothing, or no token is for it. */
export interface FoundOrganization {
  organization: TokenOrganization
  unmet: readonly UnmetRule[]
}

/** `undefined`: the user is no member. */
export type FindTokenOrganization = (
  instance: Instance,
  bearer: TokenBearer,
  organizationId: string,
) => Promise<FoundOrganization | undefined>
