export type {
  OrganizationPermission,
  OrganizationRole,
  PermissionId,
  RoleCatalogue,
  RoleId,
  RoleSet,
  RoleSetId,
} from './organization-role.entity.ts'
export {
  findRoleOfSet,
  isAdministrator,
  permissionKeysOf,
  rolesOf,
  type SystemPermission,
} from './permissions.policy.ts'
export { createRoleCatalogues, type RoleCatalogues } from './role-catalogue.service.ts'
