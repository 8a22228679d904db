import type { IdentificationId, UserId } from '@keywright/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { lockName } from '../../platform/db/lock-name.ts'
import type {
  EmailAddress,
  IdentifierVerification,
  IdentifierVerificationStatus,
} from './email-address.entity.ts'

/** A row, or the same as JSON, in which times are texts. */
interface Row {
  id: string
  user_id: string
  email_address: string
  verified_at: Date | string | null
  verification_strategy: string | null
  reserved: boolean
  verification_id: string | null
  created_at: Date | string
  updated_at: Date | string
  status: string | null
  strategy: string | null
  attempts: number | null
  expire_at: Date | string | null
}

/** The addresses of the user `u` of the statement around it, oldest first: a user is read in one statement with them. */
export const addressesOfUser = sql<Row[]>`(
  select coalesce(json_agg(a order by a.created_at, a.id), '[]')
  from (
    select e.id, e.user_id, e.email_address, e.verified_at, e.verification_strategy, e.reserved,
      e.verification_id, e.created_at, e.updated_at, v.status, v.strategy, v.attempts, v.expire_at
    from email_addresses e
    left join verifications v on v.instance_id = e.instance_id and v.id = e.verification_id
    where e.instance_id = u.instance_id and e.user_id = u.id
  ) a)`

/** What `addressesOfUser` found. */
export const toEmailAddresses = (found: readonly Row[]): EmailAddress[] => found.map(toEmailAddress)

/** Addresses with the verification last made for them. */
function selectEmailAddresses(db: Db, instanceId: string) {
  return db
    .selectFrom('email_addresses as e')
    .leftJoin('verifications as v', (join) =>
      join.onRef('v.instance_id', '=', 'e.instance_id').onRef('v.id', '=', 'e.verification_id'),
    )
    .select([
      'e.id',
      'e.user_id',
      'e.email_address',
      'e.verified_at',
      'e.verification_strategy',
      'e.reserved',
      'e.verification_id',
      'e.created_at',
      'e.updated_at',
      'v.status',
      'v.strategy',
      'v.attempts',
      'v.expire_at',
    ])
    .where('e.instance_id', '=', instanceId)
}

export async function findEmailAddress(
  db: Db,
  instanceId: string,
  id: string,
): Promise<EmailAddress | undefined> {
  const row = await selectEmailAddresses(db, instanceId).where('e.id', '=', id).executeTakeFirst()
  return row && toEmailAddress(row)
}

/** Everybody who holds one of these addresses, proven or not. */
export async function listHolders(
  db: Db,
  instanceId: string,
  emailAddresses: readonly string[],
): Promise<EmailAddress[]> {
  if (emailAddresses.length === 0) return []
  const rows = await selectEmailAddresses(db, instanceId)
    .where('e.email_address', 'in', [...emailAddresses])
    .orderBy('e.id')
    .execute()
  return rows.map(toEmailAddress)
}

/**
 * Makes whoever else is about to prove one of these addresses wait until the transaction ends. Taken in one order, and
 * before any user's row is locked: the unique index would make the second one wait, too, but while holding such a lock.
 */
export async function lockClaims(
  tx: Db,
  instanceId: string,
  emailAddresses: readonly string[],
): Promise<void> {
  for (const emailAddress of [...new Set(emailAddresses)].sort())
    await lockName(tx, `email_address ${instanceId} ${emailAddress}`)
}

export interface NewEmailAddress {
  id: IdentificationId
  userId: UserId
  emailAddress: string
  verifiedBy: string | undefined
  reserved: boolean
  now: Date
}

/** Adds an address; `false` when it would be claimed twice, or when the user has it already. */
export async function insertEmailAddress(
  db: Db,
  instanceId: string,
  address: NewEmailAddress,
): Promise<boolean> {
  const result = await db
    .insertInto('email_addresses')
    .values({
      instance_id: instanceId,
      id: address.id,
      user_id: address.userId,
      email_address: address.emailAddress,
      verified_at: address.verifiedBy === undefined ? null : address.now,
      verification_strategy: address.verifiedBy ?? null,
      reserved: address.reserved && address.verifiedBy === undefined,
      created_at: address.now,
      updated_at: address.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Marks an address as proven. That nobody else has proven it was made sure by `lockClaims`; the index insists on it. */
export async function markEmailAddressVerified(
  db: Db,
  instanceId: string,
  id: string,
  strategy: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('email_addresses')
    .set({ verified_at: now, verification_strategy: strategy, reserved: false, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Takes the proof of an address back; reserved, it stays the user's own all the same. */
export async function setEmailAddressClaim(
  db: Db,
  instanceId: string,
  id: string,
  { reserved }: { reserved: boolean },
  now: Date,
): Promise<void> {
  await db
    .updateTable('email_addresses')
    .set({ verified_at: null, verification_strategy: null, verification_id: null, reserved, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Notes the verification that is under way for an address, so that its state is shown with it. */
export async function setEmailAddressVerification(
  db: Db,
  instanceId: string,
  id: string,
  verificationId: string,
): Promise<void> {
  await db
    .updateTable('email_addresses')
    .set({ verification_id: verificationId })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteEmailAddress(db: Db, instanceId: string, id: string): Promise<void> {
  await db.deleteFrom('email_addresses').where('instance_id', '=', instanceId).where('id', '=', id).execute()
}

function toEmailAddress(row: Row): EmailAddress {
  return {
    id: row.id as IdentificationId,
    userId: row.user_id as UserId,
    emailAddress: row.email_address,
    verification: toVerification(row),
    verificationId: row.verification_id,
    reserved: row.reserved,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}

function toVerification(row: Row): IdentifierVerification | null {
  const expireAt = row.expire_at === null ? null : new Date(row.expire_at)
  if (row.verified_at !== null) return toProof(row, expireAt ?? new Date(row.verified_at))
  // Of a verification that has just ended well nothing is believed before it is written on the address itself.
  if (row.status === null || row.strategy === null || row.status === 'verified') return null
  return {
    status: row.status as IdentifierVerificationStatus,
    strategy: row.strategy,
    attempts: row.attempts,
    expireAt,
  }
}

/** The proof outlives the verification that made it, which is forgotten after a while; browsers expect its end all the same. */
function toProof(row: Row, expireAt: Date): IdentifierVerification {
  const strategy = row.verification_strategy ?? 'admin'
  if (strategy === 'admin') return { status: 'verified', strategy, attempts: null, expireAt: null }
  return { status: 'verified', strategy, attempts: row.attempts, expireAt }
}
