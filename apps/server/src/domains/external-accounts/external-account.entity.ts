import type { ExternalAccountId, IdentificationId, UserId } from '@keywright/contract'
import type { ExternalProfile } from '../oauth-providers/index.ts'
import type { VerificationError, VerificationStatus } from '../verifications/index.ts'

/** What a provider gave for its user. Kept sealed. */
export interface ProviderTokens {
  accessToken: string
  refreshToken: string | null
  idToken: string | null
  accessTokenExpiresAt: Date | null
}

/** Somebody whom a provider has named, with what it lets us do for them. */
export interface ExternalIdentity {
  /** As in `oauth_connections`. */
  provider: string
  profile: ExternalProfile
  /** `null` where the provider said only who it is, as Google One Tap does. */
  tokens: ProviderTokens | null
  /** Separated by spaces. */
  approvedScopes: string
}

/** An account that a user has with a provider. */
export interface ExternalAccount {
  id: ExternalAccountId
  identificationId: IdentificationId
  userId: UserId
  provider: string
  /** `null` until the provider has answered. */
  providerUserId: string | null
  emailAddress: string | null
  /** What the provider said of the address at the last sign-in. */
  emailAddressVerified: boolean | null
  username: string | null
  firstName: string | null
  lastName: string | null
  /** Where the provider has a picture of them. Nobody is shown it: it would be asked who looks. */
  imageUrl: string | null
  /** That picture, as we keep it. */
  pictureId: string | null
  /** The copy of it that became the image of the user. */
  givenImageId: string | null
  label: string | null
  publicMetadata: Record<string, unknown>
  approvedScopes: string
  accessTokenExpiresAt: Date | null
  verifiedAt: Date | null
  /** The proof under way or last made. */
  verification: ExternalAccountProof | null
  verificationId: string | null
  createdAt: Date
  updatedAt: Date
}

export interface ExternalAccountProof {
  status: VerificationStatus
  strategy: string
  attempts: number | null
  expireAt: Date | null
  externalRedirectUrl: string | null
  error: VerificationError | null
}

export function isConnected(account: ExternalAccount): boolean {
  return account.verifiedAt !== null
}
