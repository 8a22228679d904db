import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type {
  OrganizationPermission,
  OrganizationRole,
  PermissionId,
  RoleId,
  RoleSet,
  RoleSetId,
} from './organization-role.entity.ts'
import { listMigrationsUnderWay } from './role-set-migrations.repository.ts'

interface PermissionRow {
  id: string
  version: number
  key: string
  name: string
  description: string
  type: string
  created_at: Date | string
  updated_at: Date | string
}

const permissionsOfRole = sql<PermissionRow[]>`(
  select coalesce(json_agg(p order by p.key), '[]')
  from organization_role_permissions a
  join organization_permissions p on p.instance_id = a.instance_id and p.id = a.permission_id
  where a.instance_id = r.instance_id and a.role_id = r.id)`

const rolesOfInstance = defineStatement((db, { instanceId }: { instanceId: string }) =>
  db
    .selectFrom('organization_roles as r')
    .selectAll('r')
    .select(permissionsOfRole.as('permissions'))
    .where('r.instance_id', '=', instanceId)
    .orderBy('r.created_at')
    .orderBy('r.key'),
)

const rolesOfSet = sql<string[]>`array(
  select m.role_id from role_set_roles m
  join organization_roles r on r.instance_id = m.instance_id and r.id = m.role_id
  where m.instance_id = s.instance_id and m.role_set_id = s.id
  order by r.created_at, r.key)`

const roleSetsOfInstance = defineStatement((db, { instanceId }: { instanceId: string }) =>
  db
    .selectFrom('role_sets as s')
    .selectAll('s')
    .select(rolesOfSet.as('role_ids'))
    .where('s.instance_id', '=', instanceId)
    .orderBy('s.created_at')
    .orderBy('s.key'),
)

/** All roles of an instance with what they allow, oldest first. */
export async function listRoles(db: Db, instanceId: string): Promise<OrganizationRole[]> {
  const rows = await rolesOfInstance(db, { instanceId })
  return rows.map((row) => ({
    id: row.id as RoleId,
    version: row.version,
    key: row.key,
    name: row.name,
    description: row.description,
    permissions: row.permissions.map(toPermission),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }))
}

/** All role sets of an instance, oldest first. */
export async function listRoleSets(db: Db, instanceId: string): Promise<RoleSet[]> {
  const rows = await roleSetsOfInstance(db, { instanceId })
  const underWay = await listMigrationsUnderWay(db, instanceId)
  const migrations = new Map(underWay.map((migration) => [migration.sourceRoleSetId, migration]))
  return rows.map((row) => ({
    id: row.id as RoleSetId,
    version: row.version,
    key: row.key,
    name: row.name,
    description: row.description,
    type: row.type as RoleSet['type'],
    defaultRoleId: row.default_role_id as RoleId,
    creatorRoleId: row.creator_role_id as RoleId,
    roleIds: row.role_ids as RoleId[],
    migration: migrations.get(row.id as RoleSetId) ?? null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }))
}

export function toPermission(row: PermissionRow): OrganizationPermission {
  return {
    id: row.id as PermissionId,
    version: row.version,
    key: row.key,
    name: row.name,
    description: row.description,
    type: row.type as OrganizationPermission['type'],
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
