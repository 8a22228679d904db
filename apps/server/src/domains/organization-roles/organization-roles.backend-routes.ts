import {
  assignPermissionRoute,
  createRoleRoute,
  deleteRoleRoute,
  getRoleRoute,
  listRolesRoute,
  removePermissionRoute,
  updateRoleRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toPageRequest } from './named-pages.backend-input.ts'
import { organizationPermissionsBackendRoutes } from './organization-permissions.backend-routes.ts'
import { toRoleResource } from './organization-roles.resource.ts'
import type { OrganizationRoles } from './organization-roles.service.ts'
import { roleSetsBackendRoutes } from './role-sets.backend-routes.ts'

/** Backend API of roles, of what they allow, and of the sets they belong to. */
export function organizationRolesBackendRoutes(
  router: Router<BackendScope>,
  { roles, permissions, roleSets, replacements }: OrganizationRoles,
): void {
  organizationPermissionsBackendRoutes(router, permissions)
  roleSetsBackendRoutes(router, roleSets, replacements)
  router.mount(listRolesRoute, async ({ query }, scope) => {
    const { data, total } = await roles.list(scope, toPageRequest(query))
    return { data: data.map(toRoleResource), total_count: total }
  })

  router.mount(createRoleRoute, async ({ body }, scope) => {
    const role = await roles.create(scope, {
      ...{ key: body.key, name: body.name, description: body.description ?? null },
      permissionIds: body.permissions ?? [],
      joinsInitialRoleSet: body.include_in_initial_role_set ?? undefined,
    })
    return toRoleResource(role)
  })

  router.mount(getRoleRoute, async ({ params }, scope) =>
    toRoleResource(await roles.get(scope, params.organization_role_id)),
  )

  router.mount(updateRoleRoute, async ({ params, body }, scope) => {
    const role = await roles.update(scope, params.organization_role_id, {
      ...(body.name != null && { name: body.name }),
      ...(body.key != null && { key: body.key }),
      ...(body.description !== undefined && { description: body.description }),
      permissionIds: body.permissions ?? undefined,
    })
    return toRoleResource(role)
  })

  router.mount(deleteRoleRoute, async ({ params }, scope) => {
    const { id } = await roles.delete(scope, params.organization_role_id)
    return { object: 'role', id, deleted: true }
  })

  router.mount(assignPermissionRoute, async ({ params }, scope) =>
    toRoleResource(await roles.assignPermission(scope, params.organization_role_id, params.permission_id)),
  )

  router.mount(removePermissionRoute, async ({ params }, scope) =>
    toRoleResource(await roles.removePermission(scope, params.organization_role_id, params.permission_id)),
  )
}
