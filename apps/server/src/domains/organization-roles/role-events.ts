import type { Db } from '../../platform/db/database.ts'
import { appendEvent } from '../events/index.ts'
import type { Scope } from '../instances/index.ts'
import type { OrganizationPermission, OrganizationRole } from './organization-role.entity.ts'
import { toPermissionResource, toRoleResource } from './organization-roles.resource.ts'

type Change = 'created' | 'updated' | 'deleted'

/** What becomes of a role, into the log. */
export async function recordRoleIn(
  tx: Db,
  scope: Scope,
  change: Change,
  role: OrganizationRole,
): Promise<void> {
  await recordIn(tx, scope, `role.${change}`, role, toRoleResource(role))
}

/** What becomes of a permission, into the log. */
export async function recordPermissionIn(
  tx: Db,
  scope: Scope,
  change: Change,
  permission: OrganizationPermission,
): Promise<void> {
  await recordIn(tx, scope, `permission.${change}`, permission, toPermissionResource(permission))
}

async function recordIn(
  tx: Db,
  { instance, request }: Scope,
  type: `${'role' | 'permission'}.${Change}`,
  { id, version }: Pick<OrganizationRole | OrganizationPermission, 'id' | 'version'>,
  resource: { object: string },
): Promise<void> {
  const isDeleted = type.endsWith('.deleted')
  await appendEvent(tx, {
    instanceId: instance.id,
    type,
    entityId: id,
    entityVersion: isDeleted ? version + 1 : version,
    data: isDeleted ? { object: resource.object, id, deleted: true } : resource,
    attributes: request,
  })
}
