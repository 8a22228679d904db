import { sessionParameter } from '../transport/write-call.ts'
import { toCamel } from './camel.ts'
import type { EmailAddressResource } from './email-address.ts'
import type { ExternalAccountResource } from './external-account.ts'
import { laterVerbs } from './later-verbs.ts'
import type { ResourceApi } from './resource-api.ts'
import type { UserFields, UserResource, UserVerbs, UserWire } from './user.ts'
import type { Web3WalletResource } from './web3-wallet.ts'
import { accountNames, toIdentification } from './with-steps.ts'

const verbs =
  'update updateMetadata updatePassword removePassword createEmailAddress createExternalAccount createWeb3Wallet setProfileImage getSessions getOrganizationMemberships getOrganizationInvitations getOrganizationSuggestions getOrganizationCreationDefaults leaveOrganization reload delete'

/** `sessionId`: in which the user is signed in here; a browser may hold several users. */
export function toUser(wire: UserWire, api: ResourceApi, sessionId: string): UserResource {
  const read = (changed: UserWire) => fieldsOf(changed, api, sessionId)
  const self: UserResource = {
    ...read(wire),
    isPrimaryIdentification: ({ id }) => id === self.primaryEmailAddressId || id === self.primaryWeb3WalletId,
    ...laterVerbs<UserVerbs>(verbs, async () =>
      (await import('./user-verbs.ts')).userVerbs(self, {
        ...{ send: ofSession(api, sessionId), read, toAccount },
        prepare: (user) => api.prepare([{ user }]),
      }),
    ),
  }
  return self
}

/** With its provider as official SDKs name it: without `oauth_`. */
function toAccount(wire: object, send: ResourceApi['send']): ExternalAccountResource {
  const path = '/v1/me/external_accounts'
  const account = toIdentification<ExternalAccountResource>(wire, path, send, accountNames)
  return Object.assign(account, { provider: account.provider.replace(/^oauth_/, '') })
}

/** Calls that speak for one session; a browser may hold several. */
function ofSession({ send }: ResourceApi, sessionId: string): ResourceApi['send'] {
  return (call) => send({ ...call, query: { [sessionParameter]: sessionId, ...call.query } })
}

function fieldsOf(wire: UserWire, api: ResourceApi, sessionId: string): UserFields {
  const send = ofSession(api, sessionId)
  const read = <Resource>(list: readonly object[] = [], kind: string) =>
    list.map((one) => toIdentification<Resource>(one, `/v1/me/${kind}`, send))
  const accounts = (wire.external_accounts ?? []).map((account) => toAccount(account, send))
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
    organizationMemberships: api.memberships(wire.organization_memberships ?? [], send),
  }
}
