import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Scope } from '../instances/index.ts'
import { type NamedPageRequest, searchNamed } from './named-pages.repository.ts'
import * as repository from './organization-permissions.repository.ts'
import type { OrganizationPermission } from './organization-role.entity.ts'
import type { RoleCatalogues } from './role-catalogue.service.ts'
import { recordPermissionIn } from './role-events.ts'
import { permissionsMax } from './roles.policy.ts'
import { keyTaken, refuseTakenKey } from './taken-keys.ts'

export interface OrganizationPermissionsDeps {
  db: Db
  clock: Clock
  catalogues: RoleCatalogues
}

export type OrganizationPermissionsService = ReturnType<typeof createOrganizationPermissionsService>

/** Permissions of an instance's own. Those of the system can be given to roles, and are nobody's to change. */
export function createOrganizationPermissionsService({ db, clock, catalogues }: OrganizationPermissionsDeps) {
  async function get({ instance }: Scope, id: string, from: Db = db): Promise<OrganizationPermission> {
    const [permission] = await repository.listPermissions(from, instance.id, [id])
    if (!permission) throw new DomainError('resource_not_found')
    return permission
  }

  /** The permission, if it may be changed, and nobody else changes it before the transaction ends. */
  async function lockIn(tx: Db, scope: Scope, id: string): Promise<OrganizationPermission> {
    await catalogues.lockIn(tx, scope.instance)
    const permission = await get(scope, id, tx)
    if (permission.type === 'system') throw new DomainError('organization_system_permission_not_modifiable')
    return permission
  }

  return {
    get: (scope: Scope, id: string): Promise<OrganizationPermission> => get(scope, id),

    async list({ instance }: Scope, request: NamedPageRequest) {
      const { ids, total } = await searchNamed(db, 'organization_permissions', instance.id, request)
      return { data: await repository.listPermissions(db, instance.id, ids), total }
    },

    create: (scope: Scope, input: Omit<repository.NewPermission, 'id'>): Promise<OrganizationPermission> =>
      db.transaction().execute(async (tx) => {
        const { instance } = scope
        await catalogues.lockIn(tx, instance)
        if ((await repository.countPermissions(tx, instance.id)) >= permissionsMax)
          throw new DomainError('quota_exceeded', { meta: { max_allowed: permissionsMax } })
        const values = { id: newId('permission'), ...input }
        const created = await repository.insertPermission(tx, instance.id, values, clock.now())
        if (!created) throw keyTaken()
        await recordPermissionIn(tx, scope, 'created', created)
        return created
      }),

    async update(
      scope: Scope,
      id: string,
      change: repository.PermissionChange,
    ): Promise<OrganizationPermission> {
      const work = db.transaction().execute(async (tx) => {
        const before = await lockIn(tx, scope, id)
        const after = await repository.updatePermission(tx, scope.instance.id, before.id, change, clock.now())
        await recordPermissionIn(tx, scope, 'updated', after)
        await catalogues.recordChangeIn(tx, scope.instance)
        return after
      })
      return await refuseTakenKey(work, 'organization_permissions_key')
    },

    delete: (scope: Scope, id: string): Promise<OrganizationPermission> =>
      db.transaction().execute(async (tx) => {
        const permission = await lockIn(tx, scope, id)
        await repository.deletePermission(tx, scope.instance.id, permission.id)
        await recordPermissionIn(tx, scope, 'deleted', permission)
        await catalogues.recordChangeIn(tx, scope.instance)
        return permission
      }),
  }
}
