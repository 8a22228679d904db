import type { ActiveSessionResource, ClientUserResource } from '@keywright/contract'
import type { z } from 'zod'
import { sessionParameter } from '../transport/write-call.ts'
import { type Camel, toCamel } from './camel.ts'
import type { EmailAddressResource } from './email-address.ts'
import { type ConnectParams, type ExternalAccountResource, nameProvider } from './external-account.ts'
import { laterVerbs } from './later-verbs.ts'
import type { ResourceApi } from './resource-api.ts'
import type { Web3WalletResource } from './web3-wallet.ts'
import { accountNames, toIdentification } from './with-steps.ts'

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

interface UserFields extends Omit<Camel<UserWire>, 'emailAddresses' | 'externalAccounts' | 'web3Wallets'> {
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
}

/** The signed-in user. Methods change this object, and everybody who watches hears of a new one. */
export interface UserResource extends UserFields {
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
  reload(): Promise<UserResource>
  delete(): Promise<void>
}

export type UserVerbs = {
  [Name in Exclude<keyof UserResource, keyof UserFields | 'isPrimaryIdentification'>]: UserResource[Name]
}

const verbs =
  'update updateMetadata updatePassword removePassword createEmailAddress createExternalAccount createWeb3Wallet setProfileImage getSessions reload delete'

/** `sessionId`: in which the user is signed in here; a browser may hold several users. */
export function toUser(wire: UserWire, api: ResourceApi, sessionId: string): UserResource {
  const read = (changed: UserWire) => fieldsOf(changed, api, sessionId)
  const self: UserResource = {
    ...read(wire),
    isPrimaryIdentification: ({ id }) => id === self.primaryEmailAddressId || id === self.primaryWeb3WalletId,
    ...laterVerbs<UserVerbs>(verbs, async () =>
      (await import('./user-verbs.ts')).userVerbs(self, { send: ofSession(api, sessionId), read }),
    ),
  }
  return self
}

/** Calls that speak for one session; a browser may hold several. */
function ofSession({ send }: ResourceApi, sessionId: string): ResourceApi['send'] {
  return (call) => send({ query: { [sessionParameter]: sessionId }, ...call })
}

function fieldsOf(wire: UserWire, api: ResourceApi, sessionId: string): UserFields {
  const send = ofSession(api, sessionId)
  const read = <Resource>(list: readonly object[] = [], kind: string, names?: string) =>
    list.map((one) => toIdentification<Resource>(one, `/v1/me/${kind}`, send, names))
  const accounts = read<ExternalAccountResource>(
    wire.external_accounts,
    'external_accounts',
    accountNames,
  ).map(nameProvider)
  const isVerified = ({ verification }: { verification: { status: string } | null }) =>
    verification?.status === 'verified'
  const addresses = read<EmailAddressResource>(wire.email_addresses, 'email_addresses')
  const wallets = read<Web3WalletResource>(wire.web3_wallets, 'web3_wallets')
  return {
    ...toCamel(wire),
    externalAccounts: accounts,
    verifiedExternalAccounts: accounts.filter(isVerified),
    unverifiedExternalAccounts: accounts.filter((account) => !isVerified(account)),
    web3Wallets: wallets,
    primaryWeb3Wallet: wallets.find(({ id }) => id === wire.primary_web3_wallet_id) ?? null,
    emailAddresses: addresses,
    primaryEmailAddress: addresses.find(({ id }) => id === wire.primary_email_address_id) ?? null,
    fullName: [wire.first_name, wire.last_name].filter(Boolean).join(' ') || null,
    hasVerifiedEmailAddress: addresses.some(isVerified),
  }
}
