import { sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import type { RoleId, RoleSet, RoleSetId } from './organization-role.entity.ts'

export type NewRoleSet = Pick<
  RoleSet,
  'id' | 'key' | 'name' | 'description' | 'type' | 'defaultRoleId' | 'creatorRoleId'
>

/** `false` when the key is taken. */
export async function insertRoleSet(
  tx: Db,
  instanceId: string,
  { defaultRoleId, creatorRoleId, ...roleSet }: NewRoleSet,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .insertInto('role_sets')
    .values({
      ...{ instance_id: instanceId, ...roleSet },
      ...{ default_role_id: defaultRoleId, creator_role_id: creatorRoleId },
      ...{ created_at: now, updated_at: now },
    })
    .onConflict((conflict) => conflict.columns(['instance_id', 'key']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export type RoleSetChange = Partial<Omit<NewRoleSet, 'id'>>

/** Writes a change and moves the version, which a change of the roles does, too. */
export async function updateRoleSet(
  tx: Db,
  instanceId: string,
  id: RoleSetId,
  { defaultRoleId, creatorRoleId, ...change }: RoleSetChange,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('role_sets')
    .set({
      ...change,
      ...(defaultRoleId && { default_role_id: defaultRoleId }),
      ...(creatorRoleId && { creator_role_id: creatorRoleId }),
      version: sql`version + 1`,
      updated_at: now,
    })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

export async function addRolesToSet(
  tx: Db,
  instanceId: string,
  id: RoleSetId,
  roleIds: readonly RoleId[],
): Promise<void> {
  if (roleIds.length === 0) return
  await tx
    .insertInto('role_set_roles')
    .values(roleIds.map((roleId) => ({ instance_id: instanceId, role_set_id: id, role_id: roleId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function removeRolesFromSet(
  tx: Db,
  instanceId: string,
  id: RoleSetId,
  roleIds: readonly RoleId[],
): Promise<void> {
  await tx
    .deleteFrom('role_set_roles')
    .where('instance_id', '=', instanceId)
    .where('role_set_id', '=', id)
    .where('role_id', '=', anyOf(roleIds))
    .execute()
}

export async function deleteRoleSet(tx: Db, instanceId: string, id: RoleSetId): Promise<void> {
  await tx.deleteFrom('role_sets').where('instance_id', '=', instanceId).where('id', '=', id).execute()
}

export async function hasOrganizations(tx: Db, instanceId: string, id: RoleSetId): Promise<boolean> {
  const row = await tx
    .selectFrom('organizations')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('role_set_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
