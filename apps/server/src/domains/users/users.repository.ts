import type { IdentificationId, UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import { Collision, type Db, isMissingValue, isUniqueViolation } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import { addressesOfUser, toEmailAddresses } from '../email-addresses/index.ts'
import { externalAccountsOfUser, toExternalAccounts } from '../external-accounts/index.ts'
import type { PasswordHasher, UserPassword } from '../passwords/index.ts'
import { backupCodeEnabledOfUser, totpEnabledOf } from '../second-factors/index.ts'
import { toWeb3Wallets, walletsOfUser } from '../web3-wallets/index.ts'
import type { Metadata, SignInTrace, User, UserChange } from './user.entity.ts'

/** Which unique value of a new or changed user is taken, by its wire name. */
export type UserConflict = 'external_id' | 'username'

/** What belongs to the user `u` of a statement. */
const belongings = [
  sql<Date | null>`(select p.updated_at from passwords p where p.instance_id = u.instance_id and p.user_id = u.id)`.as(
    'password_updated_at',
  ),
  addressesOfUser.as('email_addresses'),
  externalAccountsOfUser.as('external_accounts'),
  walletsOfUser.as('web3_wallets'),
  totpEnabledOf('u.instance_id', 'u.id').as('totp_enabled'),
  backupCodeEnabledOfUser.as('backup_code_enabled'),
] as const

type UserRow = Selectable<Schema['users']> & {
  password_updated_at: Date | null
  email_addresses: Parameters<typeof toEmailAddresses>[0]
  external_accounts: Parameters<typeof toExternalAccounts>[0]
  web3_wallets: Parameters<typeof toWeb3Wallets>[0]
  totp_enabled: boolean
  backup_code_enabled: boolean
}

function selectUsers(db: Db, instanceId: string) {
  return db.selectFrom('users as u').selectAll('u').select(belongings).where('u.instance_id', '=', instanceId)
}

const userOfId = defineStatement((db, { instanceId, userId }: { instanceId: string; userId: string }) =>
  selectUsers(db, instanceId).where('u.id', '=', userId),
)

export async function findUser(db: Db, instanceId: string, userId: string): Promise<User | undefined> {
  const [row] = await userOfId(db, { instanceId, userId })
  return row && toUser(row)
}

/** Somebody who was found by what they call themselves, with the password they can prove it by. */
export interface IdentifiedUser {
  user: User
  /** `undefined`: they have none. */
  password: UserPassword | undefined
}

function selectIdentified(db: Db, instanceId: string) {
  return selectUsers(db, instanceId)
    .leftJoin('passwords as w', (join) =>
      join.onRef('w.instance_id', '=', 'u.instance_id').onRef('w.user_id', '=', 'u.id'),
    )
    .select(['w.hasher', 'w.digest', 'w.compromised_at'])
}

const userOfUsername = defineStatement(
  (db, { instanceId, username }: { instanceId: string; username: string }) =>
    selectIdentified(db, instanceId).where(sql`lower(u.username)`, '=', sql`lower(${username})`),
)

/** Whose username this is; its letters' case does not matter. */
export async function findUserByUsername(
  db: Db,
  instanceId: string,
  username: string,
): Promise<IdentifiedUser | undefined> {
  const [row] = await userOfUsername(db, { instanceId, username })
  return row && toIdentifiedUser(row)
}

const userOfEmailAddress = defineStatement(
  (db, { instanceId, emailAddress }: { instanceId: string; emailAddress: string }) =>
    selectIdentified(db, instanceId).where(
      'u.id',
      '=',
      db
        .selectFrom('email_addresses as h')
        .select('h.user_id')
        .where('h.instance_id', '=', instanceId)
        .where('h.email_address', '=', emailAddress)
        .where(({ or, eb }) => or([eb('h.verified_at', 'is not', null), eb('h.reserved', '=', true)])),
    ),
)

/** Who signs in with this address. An unproven one names nobody: anyone can add a stranger's address to their profile. */
export async function findUserByEmailAddress(
  db: Db,
  instanceId: string,
  emailAddress: string,
): Promise<IdentifiedUser | undefined> {
  const [row] = await userOfEmailAddress(db, { instanceId, emailAddress })
  return row && toIdentifiedUser(row)
}

const userOfWeb3Wallet = defineStatement(
  (db, { instanceId, web3Wallet }: { instanceId: string; web3Wallet: string }) =>
    selectIdentified(db, instanceId).where(
      'u.id',
      '=',
      db
        .selectFrom('web3_wallets as h')
        .select('h.user_id')
        .where('h.instance_id', '=', instanceId)
        .where('h.web3_wallet', '=', web3Wallet)
        .where('h.verified_at', 'is not', null),
    ),
)

/** Who signs in with this wallet. One that nobody has signed with names nobody. */
export async function findUserByWeb3Wallet(
  db: Db,
  instanceId: string,
  web3Wallet: string,
): Promise<IdentifiedUser | undefined> {
  const [row] = await userOfWeb3Wallet(db, { instanceId, web3Wallet })
  return row && toIdentifiedUser(row)
}

function toIdentifiedUser(
  row: UserRow & { hasher: string | null; digest: string | null; compromised_at: Date | null },
): IdentifiedUser {
  const user = toUser(row)
  const { hasher, digest, compromised_at: compromisedAt } = row
  if (hasher === null || digest === null) return { user, password: undefined }
  return { user, password: { hasher: hasher as PasswordHasher, digest, compromisedAt } }
}

/** The users of these ids, in the order of the ids; unknown ids are left out. */
export async function listUsersByIds(
  db: Db,
  instanceId: string,
  userIds: readonly string[],
): Promise<User[]> {
  const [only] = userIds
  if (only === undefined) return []
  if (userIds.length === 1) return [await findUser(db, instanceId, only)].filter((user) => user !== undefined)
  const rows = await selectUsers(db, instanceId).where('u.id', '=', anyOf(userIds)).execute()
  const users = new Map(rows.map((row) => [row.id, toUser(row)]))
  return userIds.flatMap((id) => users.get(id) ?? [])
}

const lockedUser = defineStatement((db, { instanceId, userId }: { instanceId: string; userId: string }) =>
  selectUsers(db, instanceId)
    .select(
      sql<number>`(select s.version from users s where s.instance_id = u.instance_id and s.id = u.id)`.as(
        'seen_version',
      ),
    )
    .where('u.id', '=', userId)
    .forUpdate('u'),
)

/** Locks the user's row until the transaction ends, so that decisions about them are made one at a time. */
export async function lockUser(tx: Db, instanceId: string, userId: string): Promise<User | undefined> {
  const [row] = await lockedUser(tx, { instanceId, userId })
  // Who waits for the lock gets the user's own columns as they are by then, and all else as it was before (PostgreSQL
  // manual, 13.2.1). What belongs to a user changes together with their version.
  const isWhole = row?.version === row?.seen_version
  return isWhole ? row && toUser(row) : await findUser(tx, instanceId, userId)
}

/** Locks several users in the order of their ids, so that two transactions cannot wait for each other in a circle. */
export async function lockUsers(tx: Db, instanceId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await tx
    .selectFrom('users')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('id', 'in', [...userIds])
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function insertUser(
  tx: Db,
  instanceId: string,
  id: UserId,
  values: UserChange,
  now: Date,
): Promise<UserConflict | undefined> {
  return await namingConflict(async () => {
    await tx
      .insertInto('users')
      .values({ instance_id: instanceId, id, created_at: now, updated_at: now, ...toColumns(values) })
      .execute()
    return undefined
  })
}

/** Writes a change and moves the user's version, which events and tokens carry. Returns the user with what belongs to them by now. */
export async function updateUser(
  tx: Db,
  instanceId: string,
  id: string,
  change: UserChange,
  now: Date,
): Promise<User | UserConflict | undefined> {
  return await namingConflict(async () => {
    const row = await tx
      .updateTable('users as u')
      .set({ ...toColumns(change), updated_at: now, version: sql`u.version + 1` })
      .where('u.instance_id', '=', instanceId)
      .where('u.id', '=', id)
      .returningAll('u')
      .returning(belongings)
      .executeTakeFirst()
    return row && toUser(row)
  })
}

const signInOfKnownUser = defineStatement(
  (db, values: SignInTrace & { instanceId: string; userId: string; version: number; now: Date }) =>
    db
      .updateTable('users')
      .set({
        last_sign_in_at: values.lastSignInAt,
        last_active_at: values.lastActiveAt,
        failed_attempt_count: values.failedAttemptCount,
        locked_at: values.lockedAt,
        lockout_expires_at: values.lockoutExpiresAt,
        updated_at: values.now,
        // A user who is not the one that was read gets none, which the column refuses, and with it all of the transaction.
        version: sql<number>`case when version = ${values.version} then version + 1 end`,
      })
      .where('instance_id', '=', values.instanceId)
      .where('id', '=', values.userId),
)

/** Writes that a user signed in who is still the one that was read; if not, the transaction collides. Returns them as they are then. */
export async function noteSignIn(
  tx: Db,
  instanceId: string,
  before: User,
  change: Partial<SignInTrace>,
  { now, when }: { now: Date; when: 'now' | 'at commit' },
): Promise<User> {
  const after = { ...before, ...change, updatedAt: now, version: before.version + 1 }
  const values = { ...after, instanceId, userId: before.id, version: before.version, now }
  const explain = (error: unknown) =>
    isMissingValue(error, 'users', 'version')
      ? new Collision('another user than was read', { cause: error })
      : error
  if (when === 'at commit') await signInOfKnownUser.atCommit(tx, values, explain)
  else
    await signInOfKnownUser(tx, values).catch((error: unknown) => {
      throw explain(error)
    })
  return after
}

/** Names what stands for a user who is being created; later it is changed like any other value. */
export async function setPrimaries(
  tx: Db,
  instanceId: string,
  userId: string,
  primaries: Pick<UserChange, 'primaryEmailAddressId' | 'primaryWeb3WalletId'>,
): Promise<void> {
  await tx
    .updateTable('users')
    .set(toColumns(primaries))
    .where('instance_id', '=', instanceId)
    .where('id', '=', userId)
    .execute()
}

export async function deleteUser(tx: Db, instanceId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('users')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

async function namingConflict<Result>(write: () => Promise<Result>): Promise<Result | UserConflict> {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error, 'users_external_id')) return 'external_id'
    if (isUniqueViolation(error, 'users_username')) return 'username'
    throw error
  }
}

/** Entity names to column names; what is not named is not written. */
function toColumns(values: UserChange) {
  const columns = {
    external_id: values.externalId,
    username: values.username,
    first_name: values.firstName,
    last_name: values.lastName,
    locale: values.locale,
    image_id: values.imageId,
    primary_email_address_id: values.primaryEmailAddressId,
    primary_web3_wallet_id: values.primaryWeb3WalletId,
    public_metadata: toJson(values.publicMetadata),
    private_metadata: toJson(values.privateMetadata),
    unsafe_metadata: toJson(values.unsafeMetadata),
    mfa_enabled_at: values.mfaEnabledAt,
    mfa_disabled_at: values.mfaDisabledAt,
    banned: values.banned,
    delete_self_enabled: values.deleteSelfEnabled,
    create_organization_enabled: values.createOrganizationEnabled,
    create_organizations_limit: values.createOrganizationsLimit,
    bypass_client_trust: values.bypassClientTrust,
    failed_attempt_count: values.failedAttemptCount,
    locked_at: values.lockedAt,
    lockout_expires_at: values.lockoutExpiresAt,
    legal_accepted_at: values.legalAcceptedAt,
    last_sign_in_at: values.lastSignInAt,
    last_active_at: values.lastActiveAt,
    created_at: values.createdAt,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}

function toJson(metadata: Metadata | undefined): string | undefined {
  return metadata === undefined ? undefined : JSON.stringify(metadata)
}

function toUser(row: UserRow): User {
  return {
    id: row.id as UserId,
    version: row.version,
    externalId: row.external_id,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    locale: row.locale,
    imageId: row.image_id,
    primaryEmailAddressId: row.primary_email_address_id as IdentificationId | null,
    emailAddresses: toEmailAddresses(row.email_addresses),
    externalAccounts: toExternalAccounts(row.external_accounts),
    primaryWeb3WalletId: row.primary_web3_wallet_id as IdentificationId | null,
    web3Wallets: toWeb3Wallets(row.web3_wallets),
    publicMetadata: row.public_metadata as Metadata,
    privateMetadata: row.private_metadata as Metadata,
    unsafeMetadata: row.unsafe_metadata as Metadata,
    passwordUpdatedAt: row.password_updated_at,
    totpEnabled: row.totp_enabled,
    backupCodeEnabled: row.backup_code_enabled,
    mfaEnabledAt: row.mfa_enabled_at,
    mfaDisabledAt: row.mfa_disabled_at,
    banned: row.banned,
    deleteSelfEnabled: row.delete_self_enabled,
    createOrganizationEnabled: row.create_organization_enabled,
    createOrganizationsLimit: row.create_organizations_limit,
    bypassClientTrust: row.bypass_client_trust,
    failedAttemptCount: row.failed_attempt_count,
    lockedAt: row.locked_at,
    lockoutExpiresAt: row.lockout_expires_at,
    legalAcceptedAt: row.legal_accepted_at,
    lastSignInAt: row.last_sign_in_at,
    lastActiveAt: row.last_active_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
