export type {
  OrganizationPermission,
  OrganizationRole,
  PermissionId,
  RoleCatalogue,
  RoleId,
  RoleSet,
  RoleSetId,
  RoleSetMigration,
} from './organization-role.entity.ts'
export { toClientRoleResource } from './organization-roles.resource.ts'
export { createOrganizationRoles, type OrganizationRoles } from './organization-roles.service.ts'
export {
  findRoleOfSet,
  isAdministrator,
  permissionKeysOf,
  rolesOf,
  type SystemPermission,
} from './permissions.policy.ts'
export { createRoleCatalogues, type RoleCatalogues } from './role-catalogue.service.ts'
export { createRoleSetMigrations, type RoleSetMigrations } from './role-set-migrations.service.ts'
export { permissionsMax, roleSetsMax, rolesMax } from './roles.policy.ts'
