import { type SqlBool, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import type { OrganizationRole, PermissionId, RoleId, RoleSetId } from './organization-role.entity.ts'

export type NewRole = Pick<OrganizationRole, 'id' | 'key' | 'name' | 'description'>

/** `false` when the key is taken. */
export async function insertRole(tx: Db, instanceId: string, role: NewRole, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('organization_roles')
    .values({ instance_id: instanceId, ...role, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export type RoleChange = Partial<Pick<OrganizationRole, 'key' | 'name' | 'description'>>

/** Writes a change and moves the version, which a change of the permissions does, too. */
export async function updateRole(
  tx: Db,
  instanceId: string,
  id: RoleId,
  change: RoleChange,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('organization_roles')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** The role leaves its sets, too. */
export async function deleteRole(tx: Db, instanceId: string, id: RoleId): Promise<void> {
  await tx
    .deleteFrom('role_set_roles')
    .where('instance_id', '=', instanceId)
    .where('role_id', '=', id)
    .execute()
  await tx
    .deleteFrom('organization_roles')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Gives exactly these permissions to a role. */
export async function setPermissions(
  tx: Db,
  instanceId: string,
  roleId: RoleId,
  permissionIds: readonly PermissionId[],
): Promise<void> {
  await tx
    .deleteFrom('organization_role_permissions')
    .where('instance_id', '=', instanceId)
    .where('role_id', '=', roleId)
    .where(sql<SqlBool>`permission_id <> all(${[...permissionIds]}::text[])`)
    .execute()
  if (permissionIds.length === 0) return
  const rows = permissionIds.map((id) => ({ instance_id: instanceId, role_id: roleId, permission_id: id }))
  await tx
    .insertInto('organization_role_permissions')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function isRoleAssigned(tx: Db, instanceId: string, id: RoleId): Promise<boolean> {
  const row = await tx
    .selectFrom('organization_memberships')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where(sql<SqlBool>`role_ids @> array[${id}]::text[]`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether an invitation that can still be accepted offers the role. */
export async function isRoleOffered(tx: Db, instanceId: string, id: RoleId, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('organization_invitations')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'pending')
    .where(({ eb }) => eb.or([eb('expire_at', 'is', null), eb('expire_at', '>', now)]))
    .where(sql<SqlBool>`role_ids @> array[${id}]::text[]`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** For each permission of an administrator the roles that hold it: whoever has one of each is one. */
export type Holders = readonly (readonly RoleId[])[]

/** An organization, of the set if one is given, with an administrator by these roles before, and none afterwards. */
export async function findOrphanedOrganization(
  tx: Db,
  instanceId: string,
  {
    roleIds,
    roleSetId,
    before,
    after,
  }: {
    roleIds: readonly RoleId[]
    roleSetId?: RoleSetId
    before: Holders
    after: Holders
  },
): Promise<string | undefined> {
  const isAdministrator = (member: 'm' | 'a', holders: Holders) =>
    sql.join(
      holders.map((ids) => sql<SqlBool>`${sql.ref(`${member}.role_ids`)} && ${[...ids]}::text[]`),
      sql` and `,
    )
  const row = await tx
    .selectFrom('organization_memberships as m')
    .select('m.organization_id')
    .where('m.instance_id', '=', instanceId)
    .where(sql<SqlBool>`m.role_ids && ${[...roleIds]}::text[]`)
    .where(sql<SqlBool>`${isAdministrator('m', before)}`)
    .$if(roleSetId !== undefined, (select) =>
      select.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('organizations as o')
            .select('o.id')
            .where('o.instance_id', '=', instanceId)
            .whereRef('o.id', '=', 'm.organization_id')
            .where('o.role_set_id', '=', roleSetId ?? ''),
        ),
      ),
    )
    .where(
      sql<SqlBool>`not exists (select from organization_memberships a where a.instance_id = ${instanceId}
        and a.organization_id = m.organization_id and ${isAdministrator('a', after)})`,
    )
    .limit(1)
    .executeTakeFirst()
  return row?.organization_id
}

/** How many members of organizations with this set have each role. */
export async function countMembersOfSet(
  db: Db,
  instanceId: string,
  roleSetId: RoleSetId,
): Promise<Map<RoleId, number>> {
  const { rows } = await sql<{ role_id: string; count: string }>`
    select role_id, count(*) as count
    from organizations o
    join organization_memberships m on m.instance_id = o.instance_id and m.organization_id = o.id
    cross join lateral unnest(m.role_ids) as role_id
    where o.instance_id = ${instanceId} and o.role_set_id = ${roleSetId}
    group by role_id`.execute(db)
  return new Map(rows.map(({ role_id, count }) => [role_id as RoleId, Number(count)]))
}

/** Those of the roles that members or pending invitations of organizations with this set have. */
export async function listRolesInUse(
  tx: Db,
  instanceId: string,
  roleSetId: RoleSetId,
  roleIds: readonly RoleId[],
): Promise<RoleId[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from organization_roles r
    where r.instance_id = ${instanceId} and r.id = ${anyOf(roleIds)} and (
      exists (select from organization_memberships m
        join organizations o on o.instance_id = m.instance_id and o.id = m.organization_id
        where m.instance_id = r.instance_id and m.role_ids @> array[r.id] and o.role_set_id = ${roleSetId})
      or exists (select from organization_invitations i
        join organizations o on o.instance_id = i.instance_id and o.id = i.organization_id
        where i.instance_id = r.instance_id and i.role_ids @> array[r.id] and i.status = 'pending'
          and o.role_set_id = ${roleSetId}))`.execute(tx)
  return rows.map(({ id }) => id as RoleId)
}
