import type {
  CreateUserBody,
  listUsersRoute,
  mergeUserMetadataRoute,
  updateUserRoute,
  userFilters,
} from '@keywright/contract'
import type { z } from 'zod'
import { toClaim } from '../email-addresses/index.ts'
import { normalizeWeb3Wallet } from '../web3-wallets/index.ts'
import type { UserChange } from './user.entity.ts'
import type { CreateUserInput } from './user-creation.service.ts'
import type { MetadataInput } from './user-metadata.service.ts'
import type { PasswordInput } from './user-passwords.service.ts'
import type { TimeRange, UserFilters, UserPageRequest } from './user-search.entity.ts'
import type { UpdateUserInput } from './users.service.ts'

type FilterQuery = z.output<z.ZodObject<typeof userFilters>>
type CreateBody = z.output<typeof CreateUserBody>

/** Wire filters to the service's. Phones come with their domain: until then nobody has one. */
export function toFilters(query: FilterQuery): UserFilters {
  const filters = {
    ids: query.user_id,
    emailAddresses: query.email_address?.map((address) => address.toLowerCase()),
    usernames: query.username,
    web3Wallets: query.web3_wallet?.map((wallet) => normalizeWeb3Wallet(wallet) ?? wallet),
    externalIds: query.external_id,
    organizationIds: query.organization_id,
    query: query.query,
    emailAddressQuery: query.email_address_query,
    usernameQuery: query.username_query,
    nameQuery: query.name_query,
    banned: query.banned,
    createdAt: toRange(query.created_at_before, query.created_at_after),
    lastActiveAt: toRange(
      query.last_active_at_before,
      query.last_active_at_after ?? query.last_active_at_since,
    ),
    lastSignInAt: toRange(query.last_sign_in_at_before, query.last_sign_in_at_after),
    nobody: [query.phone_number, query.phone_number_query].some(Boolean),
  }
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as UserFilters
}

function toRange(before: number | undefined, after: number | undefined): TimeRange | undefined {
  if (before === undefined && after === undefined) return undefined
  return {
    ...(before === undefined ? {} : { before: new Date(before) }),
    ...(after === undefined ? {} : { after: new Date(after) }),
  }
}

type ListQuery = z.output<typeof listUsersRoute.query>

export function toPage({ order_by: order, limit, offset }: ListQuery): Omit<UserPageRequest, 'filters'> {
  const field = order?.field ?? 'created_at'
  // Nobody has a phone yet: ordering by one orders by age.
  const sortable = field === 'phone_number' ? 'created_at' : field
  return { order: { field: sortable, descending: order?.descending ?? true }, limit, offset }
}

/** The body of one new user, also of each in a bulk call. */
export function toCreateInput(body: CreateBody): CreateUserInput {
  const statuses = body.email_address_identification_status ?? []
  return {
    profile: {
      ...toProfile(body),
      ...given('publicMetadata', body.public_metadata),
      ...given('privateMetadata', body.private_metadata),
      ...given('unsafeMetadata', body.unsafe_metadata),
      ...given('banned', body.banned),
    } as UserChange,
    emails: (body.email_address ?? []).map((emailAddress, index) => ({
      emailAddress,
      ...toClaim(statuses[index] ?? 'verified'),
    })),
    web3Wallets: (body.web3_wallet ?? []).map((web3Wallet) => ({ web3Wallet, verifiedBy: 'admin' })),
    locked: body.locked ?? false,
    password: toPasswordInput(body),
    skipUserRequirement: body.skip_user_requirement ?? false,
    skipPasswordRequirement: body.skip_password_requirement ?? false,
  }
}

type ProfileBody = Pick<
  CreateBody,
  | 'external_id'
  | 'first_name'
  | 'last_name'
  | 'locale'
  | 'username'
  | 'delete_self_enabled'
  | 'created_at'
  | 'create_organization_enabled'
  | 'create_organizations_limit'
  | 'legal_accepted_at'
  | 'bypass_client_trust'
>

/** `null` clears a text; a switch or a time that is `null` stays as it is. */
function toProfile(body: ProfileBody): UserChange {
  return {
    ...given('externalId', body.external_id, true),
    ...given('firstName', body.first_name, true),
    ...given('lastName', body.last_name, true),
    ...given('locale', body.locale, true),
    ...given('username', body.username, true),
    ...given('createOrganizationsLimit', body.create_organizations_limit, true),
    ...given('legalAcceptedAt', body.legal_accepted_at, true),
    ...given('deleteSelfEnabled', body.delete_self_enabled),
    ...given('createOrganizationEnabled', body.create_organization_enabled),
    ...given('bypassClientTrust', body.bypass_client_trust),
    ...given('createdAt', body.created_at),
  } as UserChange
}

function given(key: keyof UserChange, value: unknown, nullClears = false): object {
  return value === undefined || (value === null && !nullClears) ? {} : { [key]: value === '' ? null : value }
}

function toPasswordInput(
  body: Pick<CreateBody, 'password' | 'password_digest' | 'password_hasher' | 'skip_password_checks'>,
): PasswordInput {
  return {
    password: body.password,
    passwordDigest: body.password_digest,
    passwordHasher: body.password_hasher,
    skipChecks: body.skip_password_checks,
  }
}

export function toMetadataInput(body: z.output<typeof mergeUserMetadataRoute.body>): MetadataInput {
  return {
    publicMetadata: body.public_metadata ?? undefined,
    privateMetadata: body.private_metadata ?? undefined,
    unsafeMetadata: body.unsafe_metadata ?? undefined,
  }
}

export function toUpdateInput(body: z.output<typeof updateUserRoute.body>): UpdateUserInput {
  return {
    profile: {
      ...toProfile(body),
      ...given('primaryEmailAddressId', body.primary_email_address_id),
      ...given('primaryWeb3WalletId', body.primary_web3_wallet_id),
      ...given('imageId', body.profile_image_id, true),
    },
    password: toPasswordInput(body),
    endSessions: body.sign_out_of_other_sessions ?? false,
    notifyPrimaryChanged: body.notify_primary_email_address_changed ?? false,
  }
}
