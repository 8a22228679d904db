import type { ClientId, SessionId, UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import { type Db, isForeignKeyViolation } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { StoredPassword } from '../passwords/index.ts'
import type { Metadata } from '../users/index.ts'
import type { SignUp, SignUpData } from './sign-up.entity.ts'
import type { SignUpStatus } from './sign-up.machine.ts'

/** Writes a new attempt; `false` when its client, or its user, has been deleted meanwhile. */
export async function insertSignUp(db: Db, instanceId: string, signUp: SignUp): Promise<boolean> {
  return await db
    .insertInto('sign_ups')
    .values({
      instance_id: instanceId,
      id: signUp.id,
      client_id: signUp.clientId,
      status: signUp.status,
      ...toDataColumns(signUp),
      abandon_at: signUp.abandonAt,
      created_at: signUp.createdAt,
      updated_at: signUp.createdAt,
    })
    .execute()
    .then(
      () => true,
      (error: unknown) => {
        if (isForeignKeyViolation(error, 'sign_ups')) return false
        throw error
      },
    )
}

export async function findSignUp(db: Db, instanceId: string, id: string): Promise<SignUp | undefined> {
  const row = await select(db, instanceId, id).executeTakeFirst()
  return row && toSignUp(row)
}

/** Locks the attempt until the transaction ends, so that it is finished once. */
export async function lockSignUp(tx: Db, instanceId: string, id: string): Promise<SignUp | undefined> {
  const row = await select(tx, instanceId, id).forUpdate().executeTakeFirst()
  return row && toSignUp(row)
}

export interface SignUpEnd {
  status: SignUpStatus
  createdSessionId: SessionId | null
  createdUserId: UserId | null
}

/** Writes an attempt as a whole: its lock is held, so nothing is overwritten. */
export async function saveSignUp(tx: Db, instanceId: string, signUp: SignUp, now: Date): Promise<void> {
  await tx
    .updateTable('sign_ups')
    .set({
      ...toDataColumns(signUp),
      status: signUp.status,
      created_session_id: signUp.createdSessionId,
      created_user_id: signUp.createdUserId,
      updated_at: now,
      version: sql`version + 1`,
      // The password belongs to the user from here on.
      ...(signUp.status === 'complete' ? { password_digest: null } : {}),
    })
    .where('instance_id', '=', instanceId)
    .where('id', '=', signUp.id)
    .execute()
}

/** Gives up what a client left unfinished: a new attempt takes its place. */
export async function abandonSignUpsOfClient(
  tx: Db,
  instanceId: string,
  clientId: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('sign_ups')
    .set({ status: 'abandoned', password_hasher: null, password_digest: null, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('client_id', '=', clientId)
    .where('status', '=', 'missing_requirements')
    .execute()
}

/** Removes attempts that were given up before a moment, so many at once; returns how many. */
export async function deleteSignUpsAbandonedBefore(
  db: Db,
  instanceId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('sign_ups')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('abandon_at', '<', before)
    .orderBy('abandon_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const { numDeletedRows } = await db
    .deleteFrom('sign_ups')
    .where('instance_id', '=', instanceId)
    .where('id', 'in', old)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

function select(db: Db, instanceId: string, id: string) {
  return db.selectFrom('sign_ups').selectAll().where('instance_id', '=', instanceId).where('id', '=', id)
}

function toDataColumns(data: SignUpData) {
  return {
    email_address: data.emailAddress,
    email_address_taken: data.emailAddressTaken,
    email_verification_id: data.emailVerificationId,
    email_verified_at: data.emailVerifiedAt,
    external_verification_id: data.externalVerificationId,
    external_verified_at: data.externalVerifiedAt,
    email_verified_by: data.emailVerifiedBy,
    web3_wallet: data.web3Wallet,
    web3_verification_id: data.web3VerificationId,
    web3_verified_at: data.web3VerifiedAt,
    web3_verified_by: data.web3VerifiedBy,
    username: data.username,
    first_name: data.firstName,
    last_name: data.lastName,
    locale: data.locale,
    password_hasher: data.password?.hasher ?? null,
    password_digest: data.password?.digest ?? null,
    unsafe_metadata: JSON.stringify(data.unsafeMetadata),
    legal_accepted_at: data.legalAcceptedAt,
    external_id: data.externalId,
    organization_invitation_id: data.organizationInvitationId,
    custom_action: data.customAction,
  }
}

function toSignUp(row: Selectable<Schema['sign_ups']>): SignUp {
  return {
    id: row.id,
    clientId: row.client_id as ClientId,
    status: row.status as SignUpStatus,
    emailAddress: row.email_address,
    emailAddressTaken: row.email_address_taken,
    emailVerificationId: row.email_verification_id,
    emailVerifiedAt: row.email_verified_at,
    externalVerificationId: row.external_verification_id,
    externalVerifiedAt: row.external_verified_at,
    emailVerifiedBy: row.email_verified_by,
    web3Wallet: row.web3_wallet,
    web3VerificationId: row.web3_verification_id,
    web3VerifiedAt: row.web3_verified_at,
    web3VerifiedBy: row.web3_verified_by,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    locale: row.locale,
    password: toPassword(row),
    hasPassword: row.password_hasher !== null,
    unsafeMetadata: row.unsafe_metadata as Metadata,
    legalAcceptedAt: row.legal_accepted_at,
    externalId: row.external_id,
    organizationInvitationId: row.organization_invitation_id,
    customAction: row.custom_action,
    createdSessionId: row.created_session_id as SessionId | null,
    createdUserId: row.created_user_id as UserId | null,
    abandonAt: row.abandon_at,
    createdAt: row.created_at,
  }
}

function toPassword(row: Selectable<Schema['sign_ups']>): StoredPassword | null {
  if (row.password_hasher === null || row.password_digest === null) return null
  return { hasher: row.password_hasher as StoredPassword['hasher'], digest: row.password_digest }
}
