import type { Id, UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { Totp } from './totp.entity.ts'
import type { WrongCodes } from './totp.policy.ts'

/** Whether the user of a statement around it has an authenticator app: the columns name its instance and its id. */
export function totpEnabledOf(instanceId: string, userId: string) {
  return sql<boolean>`exists (
    select from totps t
    where t.instance_id = ${sql.ref(instanceId)} and t.user_id = ${sql.ref(userId)} and t.verified_at is not null
  )`
}

/** Whether the user `u` of the statement around it has backup codes left. */
export const backupCodeEnabledOfUser = sql<boolean>`exists (
  select from backup_codes b where b.instance_id = u.instance_id and b.user_id = u.id
)`

export async function findTotp(db: Db, instanceId: string, userId: string): Promise<Totp | undefined> {
  const row = await db
    .selectFrom('totps')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row && toTotp(row)
}

/** Writes an authenticator app; it takes the place of the one the user had. */
export async function putTotp(tx: Db, instanceId: string, totp: Totp): Promise<void> {
  const values = {
    id: totp.id,
    sealed_secret: totp.sealedSecret,
    verified_at: totp.verifiedAt,
    last_used_step: totp.lastUsedStep,
    wrong_codes: totp.wrongCodes,
    wrong_codes_since: totp.wrongCodesSince,
    created_at: totp.createdAt,
    updated_at: totp.updatedAt,
  }
  await tx
    .insertInto('totps')
    .values({ instance_id: instanceId, user_id: totp.userId, ...values })
    .onConflict((conflict) => conflict.columns(['instance_id', 'user_id']).doUpdateSet(values))
    .execute()
}

/** Uses a code up: neither it nor one before it counts from now on. */
export async function useTotpStep(
  tx: Db,
  instanceId: string,
  userId: string,
  { step, now }: { step: number; now: Date },
): Promise<void> {
  await tx
    .updateTable('totps')
    .set({
      last_used_step: step,
      verified_at: sql<Date>`coalesce(verified_at, ${now})`,
      wrong_codes: 0,
      wrong_codes_since: null,
      updated_at: now,
    })
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .execute()
}

export async function countWrongCode(
  tx: Db,
  instanceId: string,
  userId: string,
  { wrongCodes, wrongCodesSince }: WrongCodes,
): Promise<void> {
  await tx
    .updateTable('totps')
    .set({ wrong_codes: wrongCodes, wrong_codes_since: wrongCodesSince })
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .execute()
}

/** The one that is gone; `undefined` when there was none. */
export async function deleteTotp(tx: Db, instanceId: string, userId: string): Promise<Totp | undefined> {
  const row = await tx
    .deleteFrom('totps')
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  return row && toTotp(row)
}

/** Takes the place of all the codes the user had. */
export async function replaceBackupCodes(
  tx: Db,
  instanceId: string,
  userId: string,
  { codeHashes, now }: { codeHashes: readonly Buffer[]; now: Date },
): Promise<void> {
  await deleteBackupCodes(tx, instanceId, userId)
  await tx
    .insertInto('backup_codes')
    .values(
      codeHashes.map((codeHash) => ({
        ...{ instance_id: instanceId, user_id: userId, code_hash: codeHash, created_at: now },
      })),
    )
    .execute()
}

/** Uses a code up; `false` when there is no such code, or none any more. Of two who give it at once, one has it. */
export async function useBackupCode(
  tx: Db,
  instanceId: string,
  userId: string,
  codeHash: Buffer,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('backup_codes')
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export async function deleteBackupCodes(tx: Db, instanceId: string, userId: string): Promise<void> {
  await tx
    .deleteFrom('backup_codes')
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .execute()
}

function toTotp(row: Selectable<Schema['totps']>): Totp {
  return {
    id: row.id as Id<'totp'>,
    userId: row.user_id as UserId,
    sealedSecret: row.sealed_secret,
    verifiedAt: row.verified_at,
    lastUsedStep: row.last_used_step,
    wrongCodes: row.wrong_codes,
    wrongCodesSince: row.wrong_codes_since,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
