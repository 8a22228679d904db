import type { IdentificationId, UserId } from '@keywright/contract'
import type { EmailAddress } from '../email-addresses/index.ts'
import type { ExternalAccount } from '../external-accounts/index.ts'
import type { Web3Wallet } from '../web3-wallets/index.ts'

export type Metadata = Record<string, unknown>

/** A user with what belongs to them. */
export interface User {
  id: UserId
  version: number
  externalId: string | null
  username: string | null
  firstName: string | null
  lastName: string | null
  locale: string | null
  imageId: string | null
  primaryEmailAddressId: IdentificationId | null
  emailAddresses: readonly EmailAddress[]
  externalAccounts: readonly ExternalAccount[]
  primaryWeb3WalletId: IdentificationId | null
  web3Wallets: readonly Web3Wallet[]
  publicMetadata: Metadata
  privateMetadata: Metadata
  unsafeMetadata: Metadata
  passwordUpdatedAt: Date | null
  totpEnabled: boolean
  backupCodeEnabled: boolean
  mfaEnabledAt: Date | null
  mfaDisabledAt: Date | null
  banned: boolean
  deleteSelfEnabled: boolean
  createOrganizationEnabled: boolean
  createOrganizationsLimit: number | null
  bypassClientTrust: boolean
  failedAttemptCount: number
  lockedAt: Date | null
  lockoutExpiresAt: Date | null
  legalAcceptedAt: Date | null
  lastSignInAt: Date | null
  lastActiveAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** What changes of a user when they sign in. */
export type SignInTrace = Pick<
  User,
  'lastSignInAt' | 'lastActiveAt' | 'failedAttemptCount' | 'lockedAt' | 'lockoutExpiresAt'
>

/** The columns of a user that a change may name. */
export type UserChange = Partial<
  Omit<
    User,
    | 'id'
    | 'version'
    | 'emailAddresses'
    | 'externalAccounts'
    | 'web3Wallets'
    | 'passwordUpdatedAt'
    | 'totpEnabled'
    | 'backupCodeEnabled'
    | 'updatedAt'
  >
>
