import type { ClientId, SessionId, UserId } from '@keywright/contract'
import type { Selectable } from 'kysely'
import { type Db, isForeignKeyViolation } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { PasswordHasher } from '../passwords/index.ts'
import type { Replacement, SignIn } from './sign-in.entity.ts'
import type { SignInStatus } from './sign-in.machine.ts'

/** As it is written: a new password in columns of its own. */
interface SignInRow extends Omit<SignIn, 'newPassword'> {
  instanceId: string
  now: Date
  newPasswordHasher: string | null
  newPasswordDigest: string | null
  endsOtherSessions: boolean
}

const savedSignIn = defineStatement((db, signIn: SignInRow) => {
  const progress = {
    status: signIn.status,
    identifier: signIn.identifier,
    user_id: signIn.userId,
    first_factor_verification_id: signIn.firstFactorVerificationId,
    external_verification_id: signIn.externalVerificationId,
    second_factor_verification_id: signIn.secondFactorVerificationId,
    organization_id: signIn.organizationId,
    new_password_hasher: signIn.newPasswordHasher,
    new_password_digest: signIn.newPasswordDigest,
    ends_other_sessions: signIn.endsOtherSessions,
    created_session_id: signIn.createdSessionId,
    updated_at: signIn.now,
  }
  return db
    .insertInto('sign_ins')
    .values({
      instance_id: signIn.instanceId,
      id: signIn.id,
      client_id: signIn.clientId,
      sign_up_if_missing: signIn.signUpIfMissing,
      abandon_at: signIn.abandonAt,
      created_at: signIn.createdAt,
      ...progress,
    })
    .onConflict((conflict) => conflict.columns(['instance_id', 'id']).doUpdateSet(progress))
})

/** Writes an attempt with the commit, new or not. `toFault`: what it fails with when its client, or its user, has been deleted. */
export async function saveSignIn(
  tx: Db,
  instanceId: string,
  signIn: SignIn,
  { now, toFault }: { now: Date; toFault: () => Error },
): Promise<void> {
  const { newPassword, ...columns } = signIn
  const replacement = {
    newPasswordHasher: newPassword?.stored.hasher ?? null,
    newPasswordDigest: newPassword?.stored.digest ?? null,
    endsOtherSessions: newPassword?.signOutOfOtherSessions ?? false,
  }
  await savedSignIn.atCommit(tx, { ...columns, ...replacement, instanceId, now }, (error) =>
    isForeignKeyViolation(error, 'sign_ins') ? toFault() : error,
  )
}

export async function findSignIn(db: Db, instanceId: string, id: string): Promise<SignIn | undefined> {
  const row = await select(db, instanceId, id).executeTakeFirst()
  return row && toSignIn(row)
}

/** Locks the attempt until the transaction ends, so that it is finished once. */
export async function lockSignIn(tx: Db, instanceId: string, id: string): Promise<SignIn | undefined> {
  const row = await select(tx, instanceId, id).forUpdate().executeTakeFirst()
  return row && toSignIn(row)
}

/** Gives up one attempt. */
export async function abandonSignIn(tx: Db, instanceId: string, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('sign_ins')
    .set({ status: 'abandoned', new_password_digest: null, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Gives up what a client left unfinished: a new attempt takes its place. */
export async function abandonSignInsOfClient(
  tx: Db,
  instanceId: string,
  clientId: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('sign_ins')
    .set({ status: 'abandoned', new_password_digest: null, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('client_id', '=', clientId)
    .where('status', 'not in', ['complete', 'abandoned'])
    .execute()
}

/** Removes attempts that were given up before a moment, so many at once; returns how many. */
export async function deleteSignInsAbandonedBefore(
  db: Db,
  instanceId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('sign_ins')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('abandon_at', '<', before)
    .orderBy('abandon_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const { numDeletedRows } = await db
    .deleteFrom('sign_ins')
    .where('instance_id', '=', instanceId)
    .where('id', 'in', old)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

function select(db: Db, instanceId: string, id: string) {
  return db.selectFrom('sign_ins').selectAll().where('instance_id', '=', instanceId).where('id', '=', id)
}

function toSignIn(row: Selectable<Schema['sign_ins']>): SignIn {
  return {
    id: row.id,
    clientId: row.client_id as ClientId,
    status: row.status as SignInStatus,
    identifier: row.identifier,
    userId: row.user_id as UserId | null,
    firstFactorVerificationId: row.first_factor_verification_id,
    externalVerificationId: row.external_verification_id,
    secondFactorVerificationId: row.second_factor_verification_id,
    organizationId: row.organization_id,
    newPassword: toReplacement(row),
    signUpIfMissing: row.sign_up_if_missing,
    createdSessionId: row.created_session_id as SessionId | null,
    abandonAt: row.abandon_at,
    createdAt: row.created_at,
  }
}

function toReplacement(row: Selectable<Schema['sign_ins']>): Replacement | null {
  const { new_password_hasher: hasher, new_password_digest: digest, ends_other_sessions } = row
  if (hasher === null || digest === null) return null
  return {
    stored: { hasher: hasher as PasswordHasher, digest },
    signOutOfOtherSessions: ends_other_sessions,
  }
}
