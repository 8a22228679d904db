import {
  createPermissionRoute,
  deletePermissionRoute,
  getPermissionRoute,
  listPermissionsRoute,
  updatePermissionRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toPageRequest } from './named-pages.backend-input.ts'
import type { OrganizationPermissionsService } from './organization-permissions.service.ts'
import { toPermissionResource } from './organization-roles.resource.ts'

/** Backend API of permissions. */
export function organizationPermissionsBackendRoutes(
  router: Router<BackendScope>,
  permissions: OrganizationPermissionsService,
): void {
  router.mount(listPermissionsRoute, async ({ query }, scope) => {
    const { data, total } = await permissions.list(scope, toPageRequest(query))
    return { data: data.map(toPermissionResource), total_count: total }
  })

  router.mount(createPermissionRoute, async ({ body }, scope) => {
    const { key, name, description } = body
    return toPermissionResource(
      await permissions.create(scope, { key, name, description: description ?? '' }),
    )
  })

  router.mount(getPermissionRoute, async ({ params }, scope) =>
    toPermissionResource(await permissions.get(scope, params.permission_id)),
  )

  router.mount(updatePermissionRoute, async ({ params, body }, scope) => {
    const permission = await permissions.update(scope, params.permission_id, {
      ...(body.name != null && { name: body.name }),
      ...(body.key != null && { key: body.key }),
      ...(body.description != null && { description: body.description }),
    })
    return toPermissionResource(permission)
  })

  router.mount(deletePermissionRoute, async ({ params }, scope) => {
    const { id } = await permissions.delete(scope, params.permission_id)
    return { object: 'permission', id, deleted: true }
  })
}
