import type { ActiveSessionResource, ClientUserResource } from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'
import type { EmailAddressResource } from './email-address.ts'
import type { ConnectParams, ExternalAccountResource } from './external-account.ts'
import type { MyOrganizations, OrganizationMembershipResource } from './organization.ts'
import type { ReloadParams } from './reload.ts'
import type { Web3WalletResource } from './web3-wallet.ts'

export type UserWire = z.output<typeof ClientUserResource>
export type ActiveSessionWire = z.output<typeof ActiveSessionResource>

export interface UpdateUserParams {
  username?: string | null
  firstName?: string | null
  lastName?: string | null
  primaryEmailAddressId?: string
  primaryWeb3WalletId?: string
}

export interface UpdatePasswordParams {
  currentPassword?: string
  newPassword: string
  signOutOfOtherSessions?: boolean
}

/** A session of the user on any of their devices. */
export interface SessionWithActivities extends Camel<ActiveSessionWire> {
  revoke(): Promise<SessionWithActivities>
}

export interface UserFields
  extends Omit<
    Camel<UserWire>,
    'emailAddresses' | 'externalAccounts' | 'web3Wallets' | 'organizationMemberships'
  > {
  externalAccounts: ExternalAccountResource[]
  /** Those that the provider has confirmed; the others wait for their user to come back, or were refused. */
  verifiedExternalAccounts: ExternalAccountResource[]
  unverifiedExternalAccounts: ExternalAccountResource[]
  emailAddresses: EmailAddressResource[]
  primaryEmailAddress: EmailAddressResource | null
  web3Wallets: Web3WalletResource[]
  primaryWeb3Wallet: Web3WalletResource | null
  fullName: string | null
  hasVerifiedEmailAddress: boolean
  organizationMemberships: OrganizationMembershipResource[]
}

/** The signed-in user. Methods change this object, and everybody who watches hears of a new one. */
export interface UserResource extends UserFields, MyOrganizations {
  update(params: UpdateUserParams): Promise<UserResource>
  /** Merges deeply; `null` removes a key. */
  updateMetadata(params: { unsafeMetadata: Record<string, unknown> }): Promise<UserResource>
  updatePassword(params: UpdatePasswordParams): Promise<UserResource>
  removePassword(params: { currentPassword: string }): Promise<UserResource>
  createEmailAddress(params: { email: string }): Promise<EmailAddressResource>
  /** Connects an account of a provider: `verification` says where to send the browser. */
  createExternalAccount(params: ConnectParams & { strategy: string }): Promise<ExternalAccountResource>
  createWeb3Wallet(params: { web3Wallet: string }): Promise<Web3WalletResource>
  /** `null` removes the image. */
  setProfileImage(params: { file: Blob | null }): Promise<void>
  getSessions(): Promise<SessionWithActivities[]>
  isPrimaryIdentification(address: { id: string }): boolean
  reload(params?: ReloadParams): Promise<UserResource>
  delete(): Promise<void>
}

export type UserVerbs = {
  [Name in Exclude<keyof UserResource, keyof UserFields | 'isPrimaryIdentification'>]: UserResource[Name]
}
