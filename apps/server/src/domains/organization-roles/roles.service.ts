import { rolesPerSetMax } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { InstanceDirectory, Scope } from '../instances/index.ts'
import type { SettingsService } from '../settings/index.ts'
import { type NamedPageRequest, searchNamed } from './named-pages.repository.ts'
import { listPermissions } from './organization-permissions.repository.ts'
import type {
  OrganizationPermission,
  OrganizationRole,
  PermissionId,
  RoleCatalogue,
  RoleId,
} from './organization-role.entity.ts'
import type { RoleCatalogues } from './role-catalogue.service.ts'
import * as repository from './role-changes.repository.ts'
import { recordRoleIn } from './role-events.ts'
import { addRolesToSet, updateRoleSet } from './role-sets.repository.ts'
import { administratorHolders, requireCreatorEligible, rolesMax } from './roles.policy.ts'
import { keyTaken, refuseTakenKey } from './taken-keys.ts'

export interface RolesDeps {
  db: Db
  clock: Clock
  catalogues: RoleCatalogues
  settings: Pick<SettingsService, 'patchIn'>
  directory: Pick<InstanceDirectory, 'refresh'>
}

export interface NewRoleInput extends Omit<repository.NewRole, 'id'> {
  permissionIds: readonly string[]
  /** Unless said otherwise a role joins the set of new organizations while there is room: in no set nobody can have it. */
  joinsInitialRoleSet: boolean | undefined
}

export interface RoleUpdate extends repository.RoleChange {
  permissionIds?: readonly string[] | undefined
}

export type RolesService = ReturnType<typeof createRolesService>

/** Roles of an instance. Every change is made under the lock of all roles, with its event. */
export function createRolesService({ db, clock, catalogues, settings, directory }: RolesDeps) {
  function getFrom({ roles }: RoleCatalogue, id: string): OrganizationRole {
    const role = roles.get(id as RoleId)
    if (!role) throw new DomainError('resource_not_found')
    return role
  }

  async function permissionsOf(
    tx: Db,
    { instance }: Scope,
    given: readonly string[],
  ): Promise<OrganizationPermission[]> {
    const ids = [...new Set(given)]
    const permissions = await listPermissions(tx, instance.id, ids)
    if (permissions.length < ids.length) throw new DomainError('resource_not_found', { param: 'permissions' })
    return permissions
  }

  /** Refuses to take from a role what creators, or the last administrators of an organization, have by it. */
  async function requireEnoughIn(
    tx: Db,
    { instance }: Scope,
    { roles, roleSets }: RoleCatalogue,
    changed: OrganizationRole,
  ): Promise<void> {
    if ([...roleSets.values()].some(({ creatorRoleId }) => creatorRoleId === changed.id))
      requireCreatorEligible(changed)
    const before = administratorHolders(roles.values())
    const after = administratorHolders(
      [...roles.values()].map((role) => (role.id === changed.id ? changed : role)),
    )
    const narrows = before.some((ids, index) => ids.length > (after[index]?.length ?? 0))
    if (!narrows) return
    const question = { roleIds: [changed.id], before, after }
    if (await repository.findOrphanedOrganization(tx, instance.id, question))
      throw new DomainError('organization_minimum_permissions_needed')
  }

  /** Writes a change, and tells of it. */
  async function changeIn(
    tx: Db,
    scope: Scope,
    catalogue: RoleCatalogue,
    {
      id,
      permissions,
      ...change
    }: { id: RoleId; permissions?: OrganizationPermission[] } & repository.RoleChange,
  ): Promise<OrganizationRole> {
    const { instance } = scope
    if (permissions) {
      await requireEnoughIn(tx, scope, catalogue, { ...getFrom(catalogue, id), permissions })
      await repository.setPermissions(
        tx,
        instance.id,
        id,
        permissions.map((permission) => permission.id),
      )
    }
    await repository.updateRole(tx, instance.id, id, change, clock.now())
    const after = getFrom(await catalogues.readIn(tx, instance), id)
    await recordRoleIn(tx, scope, 'updated', after)
    await catalogues.recordChangeIn(tx, instance)
    return after
  }

  /** Settings name a role by its key. */
  async function renameInSettingsIn(
    tx: Db,
    scope: Scope,
    before: string,
    after: string | undefined,
  ): Promise<void> {
    const { default_role: named } = scope.instance.settings.organizations.domains
    if (after === undefined || after === before || named !== before) return
    await settings.patchIn(tx, scope, { organizations: { domains: { default_role: after } } })
  }

  async function requireUnused(
    tx: Db,
    { instance }: Scope,
    catalogue: RoleCatalogue,
    role: OrganizationRole,
  ) {
    const roleSets = [...catalogue.roleSets.values()]
    if (roleSets.some(({ defaultRoleId, creatorRoleId }) => [defaultRoleId, creatorRoleId].includes(role.id)))
      throw new DomainError('organization_role_default_creator_role')
    if (instance.settings.organizations.domains.default_role === role.key)
      throw new DomainError('organization_role_domain_default_role')
    const moving = roleSets.flatMap(({ migration }) => Object.entries(migration?.mappings ?? {}).flat())
    if (moving.includes(role.id)) throw new DomainError('role_migration_in_progress')
    if (await repository.isRoleAssigned(tx, instance.id, role.id))
      throw new DomainError('organization_role_assigned_members')
    if (await repository.isRoleOffered(tx, instance.id, role.id, clock.now()))
      throw new DomainError('organization_role_exists_in_invitations')
  }

  async function joinInitialRoleSetIn(
    tx: Db,
    { instance }: Scope,
    { initialRoleSet }: RoleCatalogue,
    { id, isAsked }: { id: RoleId; isAsked: boolean },
  ): Promise<void> {
    if (initialRoleSet.roleIds.length >= rolesPerSetMax) {
      if (isAsked)
        throw new DomainError('form_param_array_size_exceeded', { param: 'include_in_initial_role_set' })
      return
    }
    await addRolesToSet(tx, instance.id, initialRoleSet.id, [id])
    await updateRoleSet(tx, instance.id, initialRoleSet.id, {}, clock.now())
  }

  return {
    async get({ instance }: Scope, id: string): Promise<OrganizationRole> {
      return getFrom(await catalogues.get(instance), id)
    },

    async list({ instance }: Scope, request: NamedPageRequest) {
      const { ids, total } = await searchNamed(db, 'organization_roles', instance.id, request)
      const { roles } = await catalogues.get(instance)
      return { data: ids.flatMap((id) => roles.get(id as RoleId) ?? []), total }
    },

    create: (
      scope: Scope,
      { permissionIds, joinsInitialRoleSet, ...input }: NewRoleInput,
    ): Promise<OrganizationRole> =>
      db.transaction().execute(async (tx) => {
        const { instance } = scope
        const catalogue = await catalogues.lockIn(tx, instance)
        if (catalogue.roles.size >= rolesMax)
          throw new DomainError('organization_instance_roles_quota_exceeded', {
            meta: { max_allowed: rolesMax },
          })
        const permissions = await permissionsOf(tx, scope, permissionIds)
        const id = newId('role')
        if (!(await repository.insertRole(tx, instance.id, { id, ...input }, clock.now()))) throw keyTaken()
        await repository.setPermissions(
          tx,
          instance.id,
          id,
          permissions.map((permission) => permission.id),
        )
        if (joinsInitialRoleSet !== false)
          await joinInitialRoleSetIn(tx, scope, catalogue, { id, isAsked: joinsInitialRoleSet === true })
        const role = getFrom(await catalogues.readIn(tx, instance), id)
        await recordRoleIn(tx, scope, 'created', role)
        await catalogues.recordChangeIn(tx, instance)
        return role
      }),

    async update(
      scope: Scope,
      id: string,
      { permissionIds, ...change }: RoleUpdate,
    ): Promise<OrganizationRole> {
      const work = db.transaction().execute(async (tx) => {
        const catalogue = await catalogues.lockIn(tx, scope.instance)
        const role = getFrom(catalogue, id)
        const permissions = permissionIds && (await permissionsOf(tx, scope, permissionIds))
        await renameInSettingsIn(tx, scope, role.key, change.key)
        return await changeIn(tx, scope, catalogue, {
          id: role.id,
          ...(permissions && { permissions }),
          ...change,
        })
      })
      const after = await refuseTakenKey(work, 'organization_roles_key')
      if (change.key !== undefined) await directory.refresh()
      return after
    },

    delete: (scope: Scope, id: string): Promise<OrganizationRole> =>
      db.transaction().execute(async (tx) => {
        const catalogue = await catalogues.lockIn(tx, scope.instance)
        const role = getFrom(catalogue, id)
        await requireUnused(tx, scope, catalogue, role)
        await repository.deleteRole(tx, scope.instance.id, role.id)
        await recordRoleIn(tx, scope, 'deleted', role)
        await catalogues.recordChangeIn(tx, scope.instance)
        return role
      }),

    assignPermission: (scope: Scope, id: string, permissionId: string): Promise<OrganizationRole> =>
      db.transaction().execute(async (tx) => {
        const catalogue = await catalogues.lockIn(tx, scope.instance)
        const role = getFrom(catalogue, id)
        const [permission] = await permissionsOf(tx, scope, [permissionId])
        invariant(permission, 'a permission that is not there was refused')
        if (role.permissions.some((held) => held.id === permission.id))
          throw new DomainError('organization_role_permission_association_exists')
        return await changeIn(tx, scope, catalogue, {
          id: role.id,
          permissions: [...role.permissions, permission],
        })
      }),

    removePermission: (scope: Scope, id: string, permissionId: string): Promise<OrganizationRole> =>
      db.transaction().execute(async (tx) => {
        const catalogue = await catalogues.lockIn(tx, scope.instance)
        const role = getFrom(catalogue, id)
        await permissionsOf(tx, scope, [permissionId])
        const rest = role.permissions.filter((held) => held.id !== (permissionId as PermissionId))
        if (rest.length === role.permissions.length)
          throw new DomainError('organization_role_permission_association_not_found')
        return await changeIn(tx, scope, catalogue, { id: role.id, permissions: rest })
      }),
  }
}
