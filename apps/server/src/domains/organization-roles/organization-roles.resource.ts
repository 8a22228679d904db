import type {
  ClientRoleResource,
  PermissionResource,
  RoleResource,
  RoleSetResource,
} from '@keywright/contract'
import type { z } from 'zod'
import { toMillis } from '../../platform/clock.ts'
import { invariant } from '../../platform/domain-error.ts'
import type {
  OrganizationPermission,
  OrganizationRole,
  RoleCatalogue,
  RoleId,
  RoleSet,
  RoleSetMigration,
} from './organization-role.entity.ts'
import { isAdministrator } from './permissions.policy.ts'

export function toPermissionResource(permission: OrganizationPermission): z.input<typeof PermissionResource> {
  return {
    object: 'permission',
    id: permission.id,
    name: permission.name,
    key: permission.key,
    description: permission.description,
    type: permission.type,
    created_at: toMillis(permission.createdAt),
    updated_at: toMillis(permission.updatedAt),
  }
}

export function toRoleResource(role: OrganizationRole): z.input<typeof RoleResource> {
  return {
    object: 'role',
    id: role.id,
    name: role.name,
    key: role.key,
    description: role.description,
    is_creator_eligible: isAdministrator([role]),
    permissions: role.permissions.map(toPermissionResource),
    created_at: toMillis(role.createdAt),
    updated_at: toMillis(role.updatedAt),
  }
}

export function toClientRoleResource(role: OrganizationRole): z.input<typeof ClientRoleResource> {
  return { ...toRoleResource(role), description: role.description ?? '' }
}

/** Without `members`, how many have each role is not told: counting them takes time. */
export function toRoleSetResource(
  roleSet: RoleSet,
  catalogue: RoleCatalogue,
  members?: ReadonlyMap<RoleId, number>,
): z.input<typeof RoleSetResource> {
  const toItem = (id: RoleId): z.input<typeof RoleSetResource>['default_role'] => {
    const role = catalogue.roles.get(id)
    invariant(role, 'the roles of a set exist')
    const count = members && (members.get(id) ?? 0)
    return {
      object: 'role_set_item',
      id,
      name: role.name,
      key: role.key,
      description: role.description,
      members_count: count ?? null,
      has_members: count === undefined ? null : count > 0,
      created_at: toMillis(role.createdAt),
      updated_at: toMillis(role.updatedAt),
    }
  }
  return {
    object: 'role_set',
    id: roleSet.id,
    name: roleSet.name,
    key: roleSet.key,
    description: roleSet.description,
    roles: roleSet.roleIds.map(toItem),
    default_role: toItem(roleSet.defaultRoleId),
    creator_role: toItem(roleSet.creatorRoleId),
    type: roleSet.type,
    role_set_migration: roleSet.migration && toMigrationResource(roleSet.migration, catalogue),
    created_at: toMillis(roleSet.createdAt),
    updated_at: toMillis(roleSet.updatedAt),
  }
}

function toMigrationResource(
  migration: RoleSetMigration,
  { instanceId, roles }: RoleCatalogue,
): NonNullable<z.input<typeof RoleSetResource>['role_set_migration']> {
  const keyOf = (id: string) => roles.get(id as RoleId)?.key ?? id
  return {
    object: 'role_set_migration',
    id: migration.id,
    organization_id: null,
    instance_id: instanceId,
    source_role_set_id: migration.sourceRoleSetId,
    dest_role_set_id: migration.destRoleSetId,
    trigger_type: migration.destRoleSetId === null ? 'role_removal' : 'role_set_deletion',
    status: migration.status,
    migrated_members: migration.migratedMembers,
    mappings: Object.fromEntries(
      Object.entries(migration.mappings).map(([from, to]) => [keyOf(from), keyOf(to)]),
    ),
    started_at: toMillis(migration.startedAt),
    completed_at: toMillis(migration.completedAt),
    created_at: toMillis(migration.createdAt),
    updated_at: toMillis(migration.updatedAt),
  }
}
