import { listMyOrganizationRolesRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import { type RoleCatalogues, rolesOf, toClientRoleResource } from '../organization-roles/index.ts'
import type { MemberRights } from './member-rights.service.ts'
import type { OrganizationsService } from './organizations.service.ts'
import { roleSetOf } from './role-input.ts'

export interface OrganizationRolesRoutesDeps {
  rights: MemberRights
  organizations: Pick<OrganizationsService, 'get'>
  catalogues: Pick<RoleCatalogues, 'get'>
}

/** Roles that the members of an organization can have, for whoever sees its members. */
export function organizationRolesFrontendRoutes(
  router: Router<FrontendScope>,
  { rights, organizations, catalogues }: OrganizationRolesRoutesDeps,
): void {
  router.mount(listMyOrganizationRolesRoute, async ({ params, query }, scope) => {
    const { organizationId } = await rights.requirePermission(
      scope,
      callerOf(scope),
      params.organization_id,
      'org:sys_memberships:read',
    )
    const catalogue = await catalogues.get(scope.instance)
    const roleSet = roleSetOf(catalogue, await organizations.get(scope, organizationId))
    const roles = rolesOf(catalogue, roleSet.roleIds)
    return {
      data: roles.slice(query.offset, query.offset + query.limit).map(toClientRoleResource),
      total_count: roles.length,
      has_role_set_migration: roleSet.migration !== null,
    }
  })
}
