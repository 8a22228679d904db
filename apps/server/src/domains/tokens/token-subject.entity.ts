import type { SessionId, UserId } from '@keywright/contract'
import { isVerified } from '../email-addresses/index.ts'
import { hasSecondFactor } from '../second-factors/index.ts'
import type { Metadata, User } from '../users/index.ts'

/** What of a session goes into its tokens. A `SignedInSession` is one. */
export interface SessionClaimsSource {
  id: SessionId
  userId: UserId
  version: number
  status: 'active' | 'pending'
  actor: object | null
  lastActiveOrganizationId: string | null
  firstFactorVerifiedAt: Date | null
  secondFactorVerifiedAt: Date | null
  /** How the session began, and when. */
  firstFactorStrategy: string | null
  createdAt: Date
}

/** What of a user may go into tokens. Private metadata is left out: a token is read by whoever holds it. */
export interface TokenUser {
  id: UserId
  version: number
  externalId: string | null
  username: string | null
  firstName: string | null
  lastName: string | null
  imageId: string | null
  primaryEmailAddress: { emailAddress: string; isVerified: boolean } | null
  primaryWeb3Wallet: string | null
  twoFactorEnabled: boolean
  publicMetadata: Metadata
  unsafeMetadata: Metadata
  lastSignInAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** What goes into tokens of a user that was read anyway. */
export function toTokenUser(user: User): TokenUser {
  const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)
  return {
    id: user.id,
    version: user.version,
    externalId: user.externalId,
    username: user.username,
    firstName: user.firstName,
    lastName: user.lastName,
    imageId: user.imageId,
    primaryEmailAddress: primary
      ? { emailAddress: primary.emailAddress, isVerified: isVerified(primary) }
      : null,
    primaryWeb3Wallet: user.web3Wallets.find(({ id }) => id === user.primaryWeb3WalletId)?.web3Wallet ?? null,
    twoFactorEnabled: hasSecondFactor(user),
    publicMetadata: user.publicMetadata,
    unsafeMetadata: user.unsafeMetadata,
    lastSignInAt: user.lastSignInAt,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  }
}
