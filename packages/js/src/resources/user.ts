import type { ActiveSessionResource, ClientUserResource, ImageResource } from '@keywright/contract'
import type { z } from 'zod'
import { sessionParameter } from '../transport/write-call.ts'
import { type Camel, toCamel, toSnakeKeys } from './camel.ts'
import type { EmailAddressResource } from './email-address.ts'
import {
  type ConnectParams,
  connectForm,
  type ExternalAccountResource,
  nameProvider,
} from './external-account.ts'
import type { ResourceApi } from './resource-api.ts'
import type { Web3WalletResource } from './web3-wallet.ts'
import { identificationNames, withSteps } from './with-steps.ts'

export type UserWire = z.output<typeof ClientUserResource>
type ActiveSessionWire = z.output<typeof ActiveSessionResource>
type ImageWire = z.output<typeof ImageResource>

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

/** `sessionId`: in which the user is signed in here; a browser may hold several users. */
export function toUser(wire: UserWire, api: ResourceApi, sessionId: string): UserResource {
  const send = ofSession(api, sessionId)

  async function change(
    method: 'GET' | 'PATCH' | 'POST',
    step: string,
    form: object = {},
  ): Promise<UserResource> {
    const changed = await send<UserWire>({ method, path: `/v1/me${step}`, form: toSnakeKeys(form) })
    return Object.assign(self, fieldsOf(changed, api, sessionId))
  }

  async function add<Resource>(kind: string, form: object, names?: string): Promise<Resource> {
    const path = `/v1/me/${kind}`
    const made = await send<object>({ method: 'POST', path, form: toSnakeKeys(form) })
    return toIdentification(made, path, send, names)
  }

  const self: UserResource = {
    ...fieldsOf(wire, api, sessionId),
    update: (params) => change('PATCH', '', params),
    updateMetadata: (params) => change('PATCH', '/metadata', params),
    updatePassword: (params) => change('POST', '/change_password', params),
    removePassword: (params) => change('POST', '/remove_password', params),
    createEmailAddress: ({ email }) => add('email_addresses', { emailAddress: email }),
    createWeb3Wallet: ({ web3Wallet }) => add('web3_wallets', { web3Wallet }),
    createExternalAccount: async (params) =>
      nameProvider(await add('external_accounts', connectForm(params), accountNames)),
    async setProfileImage({ file }) {
      const path = '/v1/me/profile_image'
      await send<ImageWire>(file ? { method: 'POST', path, file } : { method: 'DELETE', path })
    },
    async getSessions() {
      const sessions = await send<ActiveSessionWire[]>({ method: 'GET', path: '/v1/me/sessions/active' })
      return sessions.map((session) =>
        withSteps(toCamel(session), 'revoke', { path: '/v1/me/sessions', send }),
      )
    },
    isPrimaryIdentification: ({ id }) => id === self.primaryEmailAddressId || id === self.primaryWeb3WalletId,
    reload: () => change('GET', ''),
    delete: async () => void (await send({ method: 'DELETE', path: '/v1/me' })),
  }
  return self
}

/** What an account elsewhere can do. */
const accountNames = 'reauthorize destroy'

/** Calls that speak for one session; a browser may hold several. */
function ofSession({ send }: ResourceApi, sessionId: string): ResourceApi['send'] {
  return (call) => send({ query: { [sessionParameter]: sessionId }, ...call })
}

function toIdentification<Resource>(
  wire: object,
  path: string,
  send: ResourceApi['send'],
  names = identificationNames,
): Resource {
  return withSteps(toCamel(wire), names, { path, send })
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
