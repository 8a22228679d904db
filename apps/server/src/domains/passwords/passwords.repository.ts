import type { Db } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { StoredPassword } from './password-hashing.ts'
import type { PasswordHasher } from './passwords.policy.ts'

export interface UserPassword extends StoredPassword {
  compromisedAt: Date | null
}

const passwordOfUser = defineStatement((db, { instanceId, userId }: { instanceId: string; userId: string }) =>
  db
    .selectFrom('passwords')
    .select(['hasher', 'digest', 'compromised_at'])
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId),
)

export async function findPassword(
  db: Db,
  instanceId: string,
  userId: string,
): Promise<UserPassword | undefined> {
  const [row] = await passwordOfUser(db, { instanceId, userId })
  return (
    row && {
      hasher: row.hasher as PasswordHasher,
      digest: row.digest,
      compromisedAt: row.compromised_at,
    }
  )
}

export async function savePassword(
  db: Db,
  instanceId: string,
  userId: string,
  { hasher, digest }: StoredPassword,
  now: Date,
): Promise<void> {
  await db
    .insertInto('passwords')
    .values({ instance_id: instanceId, user_id: userId, hasher, digest, updated_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['instance_id', 'user_id'])
        .doUpdateSet({ hasher, digest, updated_at: now, compromised_at: null }),
    )
    .execute()
}

/** Replaces a digest by a stronger one of the same password; nothing about the user changes. */
export async function rehashPassword(
  db: Db,
  instanceId: string,
  userId: string,
  before: StoredPassword,
  after: StoredPassword,
): Promise<void> {
  await db
    .updateTable('passwords')
    .set({ hasher: after.hasher, digest: after.digest })
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .where('digest', '=', before.digest)
    .execute()
}

/** Marks or unmarks a password as compromised; `false` when the user has none. */
export async function setPasswordCompromised(
  db: Db,
  instanceId: string,
  userId: string,
  at: Date | null,
): Promise<boolean> {
  const result = await db
    .updateTable('passwords')
    .set({ compromised_at: at })
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deletePassword(db: Db, instanceId: string, userId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('passwords')
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
