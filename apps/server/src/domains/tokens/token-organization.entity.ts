import type { Instance } from '../instances/index.ts'
import type { Metadata } from '../users/index.ts'

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

/** `undefined`: the user is no member. */
export type FindTokenOrganization = (
  instance: Pick<Instance, 'id' | 'isDefault' | 'slug'>,
  userId: string,
  organizationId: string,
) => Promise<TokenOrganization | undefined>
