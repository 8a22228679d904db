import { sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import type { OrganizationPermission, PermissionId } from './organization-role.entity.ts'
import { toPermission } from './organization-roles.repository.ts'

/** In the order of the ids. */
export async function listPermissions(
  db: Db,
  instanceId: string,
  ids: readonly string[],
): Promise<OrganizationPermission[]> {
  const rows = await db
    .selectFrom('organization_permissions')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '=', anyOf(ids))
    .execute()
  const byId = new Map<string, OrganizationPermission>(rows.map((row) => [row.id, toPermission(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export async function countPermissions(db: Db, instanceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('organization_permissions')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('instance_id', '=', instanceId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export type NewPermission = Pick<OrganizationPermission, 'id' | 'key' | 'name' | 'description'>

/** `undefined` when the key is taken. */
export async function insertPermission(
  tx: Db,
  instanceId: string,
  permission: NewPermission,
  now: Date,
): Promise<OrganizationPermission | undefined> {
  const row = await tx
    .insertInto('organization_permissions')
    .values({ instance_id: instanceId, ...permission, type: 'user', created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row && toPermission(row)
}

export type PermissionChange = Partial<Pick<OrganizationPermission, 'key' | 'name' | 'description'>>

export async function updatePermission(
  tx: Db,
  instanceId: string,
  id: PermissionId,
  change: PermissionChange,
  now: Date,
): Promise<OrganizationPermission> {
  const row = await tx
    .updateTable('organization_permissions')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toPermission(row)
}

/** Roles lose it with it. */
export async function deletePermission(tx: Db, instanceId: string, id: PermissionId): Promise<void> {
  await tx
    .deleteFrom('organization_permissions')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}
