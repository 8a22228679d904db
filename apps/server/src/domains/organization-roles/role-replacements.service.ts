/**
 * Roles that leave a set, and sets that give way to others. What is decided here holds at once: nobody gets a role any
 * more that left. Members who have it are moved afterwards, a few at a time, by whoever knows members.
 */
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Scope } from '../instances/index.ts'
import type { OrganizationRole, RoleCatalogue, RoleId, RoleSet } from './organization-role.entity.ts'
import type { RoleCatalogues } from './role-catalogue.service.ts'
import { findOrphanedOrganization, listRolesInUse } from './role-changes.repository.ts'
import { insertMigration } from './role-set-migrations.repository.ts'
import {
  addRolesToSet,
  deleteRoleSet,
  hasOrganizations,
  removeRolesFromSet,
  updateRoleSet,
} from './role-sets.repository.ts'
import {
  administratorHolders,
  findRoleByKey,
  findRoleSet,
  requireCreatorEligible,
  withReplacements,
} from './roles.policy.ts'

export interface RoleReplacementsDeps {
  db: Db
  clock: Clock
  catalogues: RoleCatalogues
  /** Moves the members: at once if they are few, or else soon. */
  moveMembers: (scope: Scope) => Promise<void>
}

type Replacements = Readonly<Record<RoleId, RoleId>>

export type RoleReplacements = ReturnType<typeof createRoleReplacements>

export function createRoleReplacements({ db, clock, catalogues, moveMembers }: RoleReplacementsDeps) {
  function requireSet(catalogue: RoleCatalogue, keyOrId: string, param?: string): RoleSet {
    const roleSet = findRoleSet(catalogue, keyOrId)
    if (!roleSet) throw new DomainError('resource_not_found', param === undefined ? {} : { param })
    if (roleSet.migration) throw new DomainError('role_migration_in_progress')
    return roleSet
  }

  /** Refuses to leave an organization of the set without an administrator. */
  async function requireAdministratorsIn(
    tx: Db,
    { instance }: Scope,
    catalogue: RoleCatalogue,
    { id: roleSetId }: RoleSet,
    replacements: Replacements,
  ): Promise<void> {
    const orphaned = await findOrphanedOrganization(tx, instance.id, {
      roleIds: Object.keys(replacements) as RoleId[],
      roleSetId,
      before: administratorHolders(catalogue.roles.values()),
      after: administratorHolders(withReplacements(catalogue, replacements)),
    })
    if (orphaned !== undefined) throw new DomainError('organization_minimum_permissions_needed')
  }

  async function recordMigrationIn(
    tx: Db,
    { instance }: Scope,
    source: RoleSet,
    destination: RoleSet | null,
    mappings: Replacements,
  ): Promise<void> {
    const values = { sourceRoleSetId: source.id, destRoleSetId: destination?.id ?? null, mappings }
    await insertMigration(tx, instance.id, { id: newId('roleSetMigration'), ...values }, clock.now())
  }

  async function replaceRoleIn(
    tx: Db,
    scope: Scope,
    catalogue: RoleCatalogue,
    roleSet: RoleSet,
    [from, to]: readonly [OrganizationRole, OrganizationRole],
  ): Promise<void> {
    const { id: instanceId } = scope.instance
    const replacements = { [from.id]: to.id } as Replacements
    if (roleSet.creatorRoleId === from.id) requireCreatorEligible(to)
    await requireAdministratorsIn(tx, scope, catalogue, roleSet, replacements)
    await addRolesToSet(tx, instanceId, roleSet.id, [to.id])
    const change = {
      ...(roleSet.defaultRoleId === from.id && { defaultRoleId: to.id }),
      ...(roleSet.creatorRoleId === from.id && { creatorRoleId: to.id }),
    }
    await updateRoleSet(tx, instanceId, roleSet.id, change, clock.now())
    await removeRolesFromSet(tx, instanceId, roleSet.id, [from.id])
    const inUse = await listRolesInUse(tx, instanceId, roleSet.id, [from.id])
    if (inUse.length > 0) await recordMigrationIn(tx, scope, roleSet, null, replacements)
  }

  /** Every role of the source that the destination lacks has one that takes its place. */
  async function readMappingsIn(
    tx: Db,
    { instance }: Scope,
    catalogue: RoleCatalogue,
    {
      source,
      destination,
      given,
    }: { source: RoleSet; destination: RoleSet; given: Readonly<Record<string, string>> },
  ): Promise<Replacements> {
    const mapped = new Map<RoleId, RoleId>()
    for (const [fromKey, toKey] of Object.entries(given)) {
      const [from, to] = [findRoleByKey(catalogue, fromKey), findRoleByKey(catalogue, toKey)]
      if (!from || !to || !source.roleIds.includes(from.id) || !destination.roleIds.includes(to.id))
        throw new DomainError('organization_role_set_reassignment_mappings_invalid', {
          param: 'reassignment_mappings',
          meta: { mapping: { [fromKey]: toKey } },
        })
      mapped.set(from.id, to.id)
    }
    const unmapped = source.roleIds.filter((id) => !mapped.has(id) && !destination.roleIds.includes(id))
    const inUse = await listRolesInUse(tx, instance.id, source.id, unmapped)
    if (inUse.length > 0)
      throw new DomainError('organization_role_set_reassignment_mappings_missing', {
        param: 'reassignment_mappings',
        meta: { roles: inUse.map((id) => catalogue.roles.get(id)?.key) },
      })
    // Nobody has these now; who is given one before their organization has moved gets what new members get.
    for (const id of unmapped) mapped.set(id, destination.defaultRoleId)
    return Object.fromEntries([...mapped].filter(([from, to]) => from !== to))
  }

  async function replaceSetIn(
    tx: Db,
    scope: Scope,
    catalogue: RoleCatalogue,
    [source, destination]: readonly [RoleSet, RoleSet],
    given: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { id: instanceId } = scope.instance
    const replacements = await readMappingsIn(tx, scope, catalogue, { source, destination, given })
    await requireAdministratorsIn(tx, scope, catalogue, source, replacements)
    if (source.type === 'initial') {
      await updateRoleSet(tx, instanceId, source.id, { type: 'custom' }, clock.now())
      await updateRoleSet(tx, instanceId, destination.id, { type: 'initial' }, clock.now())
    }
    if (await hasOrganizations(tx, instanceId, source.id))
      await recordMigrationIn(tx, scope, source, destination, replacements)
    else await deleteRoleSet(tx, instanceId, source.id)
  }

  return {
    /** Takes a role out of a set; whoever has it gets the other one, which joins the set if it is not in it. */
    async replaceRole(
      scope: Scope,
      keyOrId: string,
      { roleKey, toRoleKey }: { roleKey: string; toRoleKey: string },
    ): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const catalogue = await catalogues.lockIn(tx, scope.instance)
        const roleSet = requireSet(catalogue, keyOrId)
        const [from, to] = [findRoleByKey(catalogue, roleKey), findRoleByKey(catalogue, toRoleKey)]
        if (!from || !roleSet.roleIds.includes(from.id))
          throw new DomainError('resource_not_found', { param: 'role_key' })
        if (!to) throw new DomainError('resource_not_found', { param: 'to_role_key' })
        if (from === to) throw new DomainError('form_param_value_invalid', { param: 'to_role_key' })
        await replaceRoleIn(tx, scope, catalogue, roleSet, [from, to])
        await catalogues.recordChangeIn(tx, scope.instance)
      })
      await moveMembers(scope)
    },

    /** Moves all organizations of a set to another; the set ends when they have moved. `given`: keys of roles. */
    async replaceSet(
      scope: Scope,
      keyOrId: string,
      { destinationKey, given }: { destinationKey: string; given: Readonly<Record<string, string>> },
    ): Promise<RoleSet> {
      const source = await db.transaction().execute(async (tx) => {
        const catalogue = await catalogues.lockIn(tx, scope.instance)
        const [from, to] = [
          requireSet(catalogue, keyOrId),
          requireSet(catalogue, destinationKey, 'dest_role_set_key'),
        ]
        if (from === to) throw new DomainError('form_param_value_invalid', { param: 'dest_role_set_key' })
        await replaceSetIn(tx, scope, catalogue, [from, to], given)
        await catalogues.recordChangeIn(tx, scope.instance)
        return from
      })
      await moveMembers(scope)
      return source
    },
  }
}
