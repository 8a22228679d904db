import type { IdentificationId, UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import { type Db, isUniqueViolation } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import { listEmailAddressesOfUsers } from '../email-addresses/index.ts'
import type { Metadata, User, UserChange } from './user.entity.ts'

/** Which unique value of a new or changed user is taken, by its wire name. */
export type UserConflict = 'external_id' | 'username'

type UserRow = Selectable<Schema['users']> & { password_updated_at: Date | null }

export async function findUser(db: Db, instanceId: string, userId: string): Promise<User | undefined> {
  const [user] = await listUsersByIds(db, instanceId, [userId])
  return user
}

/** Whose username this is; its letters' case does not matter. */
export async function findUserIdByUsername(
  db: Db,
  instanceId: string,
  username: string,
): Promise<UserId | undefined> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where(sql`lower(username)`, '=', sql`lower(${username})`)
    .executeTakeFirst()
  return row && (row.id as UserId)
}

/** Who signs in with this address. An unproven one names nobody: anyone can add a stranger's address to their profile. */
export async function findUserIdByEmailAddress(
  db: Db,
  instanceId: string,
  emailAddress: string,
): Promise<UserId | undefined> {
  const row = await db
    .selectFrom('email_addresses')
    .select('user_id')
    .where('instance_id', '=', instanceId)
    .where('email_address', '=', emailAddress)
    .where(({ or, eb }) => or([eb('verified_at', 'is not', null), eb('reserved', '=', true)]))
    .executeTakeFirst()
  return row && (row.user_id as UserId)
}

/** The users of these ids, in the order of the ids; unknown ids are left out. */
export async function listUsersByIds(
  db: Db,
  instanceId: string,
  userIds: readonly string[],
): Promise<User[]> {
  if (userIds.length === 0) return []
  const rows = await db
    .selectFrom('users as u')
    .leftJoin('passwords as p', (join) =>
      join.onRef('p.instance_id', '=', 'u.instance_id').onRef('p.user_id', '=', 'u.id'),
    )
    .selectAll('u')
    .select('p.updated_at as password_updated_at')
    .where('u.instance_id', '=', instanceId)
    .where('u.id', '=', anyOf(userIds))
    .execute()
  const addresses = Map.groupBy(
    await listEmailAddressesOfUsers(db, instanceId, userIds),
    (address) => address.userId,
  )
  const users = new Map(rows.map((row) => [row.id, toUser(row, addresses.get(row.id as UserId) ?? [])]))
  return userIds.flatMap((id) => users.get(id) ?? [])
}

/** Locks the user's row until the transaction ends, so that decisions about them are made one at a time. */
export async function lockUser(tx: Db, instanceId: string, userId: string): Promise<User | undefined> {
  await tx
    .selectFrom('users')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('id', '=', userId)
    .forUpdate()
    .execute()
  return await findUser(tx, instanceId, userId)
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
  return await namingConflict(() =>
    tx
      .insertInto('users')
      .values({ instance_id: instanceId, id, created_at: now, updated_at: now, ...toColumns(values) })
      .execute(),
  )
}

/** Writes a change and moves the user's version, which events and tokens carry. */
export async function updateUser(
  tx: Db,
  instanceId: string,
  id: string,
  change: UserChange,
  now: Date,
): Promise<UserConflict | undefined> {
  return await namingConflict(() =>
    tx
      .updateTable('users')
      .set({ ...toColumns(change), updated_at: now, version: sql`version + 1` })
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .execute(),
  )
}

/** Names the primary address of a user who is being created; later it is changed like any other value. */
export async function setPrimaryEmailAddress(
  tx: Db,
  instanceId: string,
  userId: string,
  emailAddressId: string,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ primary_email_address_id: emailAddressId })
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

async function namingConflict(write: () => Promise<unknown>): Promise<UserConflict | undefined> {
  try {
    await write()
    return undefined
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
    public_metadata: toJson(values.publicMetadata),
    private_metadata: toJson(values.privateMetadata),
    unsafe_metadata: toJson(values.unsafeMetadata),
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

function toUser(row: UserRow, emailAddresses: User['emailAddresses']): User {
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
    emailAddresses,
    publicMetadata: row.public_metadata as Metadata,
    privateMetadata: row.private_metadata as Metadata,
    unsafeMetadata: row.unsafe_metadata as Metadata,
    passwordUpdatedAt: row.password_updated_at,
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
