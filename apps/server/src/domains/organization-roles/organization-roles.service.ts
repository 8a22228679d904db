import {
  createOrganizationPermissionsService,
  type OrganizationPermissionsDeps,
} from './organization-permissions.service.ts'
import { createRoleReplacements, type RoleReplacementsDeps } from './role-replacements.service.ts'
import { createRoleSetsService } from './role-sets.service.ts'
import { createRolesService, type RolesDeps } from './roles.service.ts'

export type OrganizationRolesDeps = OrganizationPermissionsDeps & RolesDeps & RoleReplacementsDeps

export type OrganizationRoles = ReturnType<typeof createOrganizationRoles>

/** Permissions, roles and role sets of an instance. */
export function createOrganizationRoles(deps: OrganizationRolesDeps) {
  return {
    permissions: createOrganizationPermissionsService(deps),
    roles: createRolesService(deps),
    roleSets: createRoleSetsService(deps),
    replacements: createRoleReplacements(deps),
  }
}
