import { rolesPerSetMax } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { newRandomName } from '../../platform/random.ts'
import type { Scope } from '../instances/index.ts'
import { type NamedPageRequest, searchNamed } from './named-pages.repository.ts'
import type {
  OrganizationRole,
  RoleCatalogue,
  RoleId,
  RoleSet,
  RoleSetId,
} from './organization-role.entity.ts'
import type { RoleCatalogues } from './role-catalogue.service.ts'
import { countMembersOfSet } from './role-changes.repository.ts'
import * as repository from './role-sets.repository.ts'
import {
  findRoleByKey,
  findRoleSet,
  requireCreatorEligible,
  roleSetsMax,
  toRoleSetKey,
} from './roles.policy.ts'
import { keyTaken, refuseTakenKey } from './taken-keys.ts'

export interface RoleSetsDeps {
  db: Db
  clock: Clock
  catalogues: RoleCatalogues
}

export interface NewRoleSetInput {
  name: string
  /** Made from the name where none is given. */
  key: string | undefined
  description: string | null
  type: RoleSet['type']
  roleKeys: readonly string[]
  defaultRoleKey: string
  creatorRoleKey: string
}

/** What of a role set may change; roles are named by their keys. `undefined` leaves a value as it is. */
export interface RoleSetUpdate {
  name?: string | undefined
  key?: string | undefined
  description?: string | null | undefined
  becomesInitial?: boolean | undefined
  defaultRoleKey?: string | undefined
  creatorRoleKey?: string | undefined
}

/** A role set with the roles that it names, and how many members have each where that was counted. */
export interface RoleSetParts {
  roleSet: RoleSet
  catalogue: RoleCatalogue
  members?: ReadonlyMap<RoleId, number>
}

export type RoleSetsService = ReturnType<typeof createRoleSetsService>

/** Which roles the members of an organization can have. Every change is made under the lock of all roles. */
export function createRoleSetsService({ db, clock, catalogues }: RoleSetsDeps) {
  async function read(scope: Scope, keyOrId: string): Promise<RoleSetParts> {
    const catalogue = await catalogues.get(scope.instance)
    const roleSet = findRoleSet(catalogue, keyOrId)
    if (!roleSet) throw new DomainError('resource_not_found')
    return { roleSet, catalogue, members: await countMembersOfSet(db, scope.instance.id, roleSet.id) }
  }

  /** Makes way for another initial set: there is one. */
  async function demoteInitialIn(
    tx: Db,
    { instance }: Scope,
    { initialRoleSet }: RoleCatalogue,
  ): Promise<void> {
    await repository.updateRoleSet(tx, instance.id, initialRoleSet.id, { type: 'custom' }, clock.now())
  }

  /** The default and the creator role among those a set is to have. */
  function pickRoles(
    roles: readonly OrganizationRole[],
    { defaultRoleKey, creatorRoleKey }: Pick<RoleSetUpdate, 'defaultRoleKey' | 'creatorRoleKey'>,
  ): { defaultRoleId?: RoleId; creatorRoleId?: RoleId } {
    const pick = (key: string | undefined, param: string) => {
      if (key === undefined) return undefined
      const role = roles.find((one) => one.key === key)
      if (!role) throw new DomainError('form_param_value_invalid', { param })
      return role
    }
    const defaultRole = pick(defaultRoleKey, 'default_role_key')
    const creatorRole = pick(creatorRoleKey, 'creator_role_key')
    if (creatorRole) requireCreatorEligible(creatorRole)
    return {
      ...(defaultRole && { defaultRoleId: defaultRole.id }),
      ...(creatorRole && { creatorRoleId: creatorRole.id }),
    }
  }

  /** Locks all roles, finds a set that is not being left, and changes it. */
  async function change(
    scope: Scope,
    keyOrId: string,
    changeIn: (tx: Db, catalogue: RoleCatalogue, roleSet: RoleSet) => Promise<void>,
  ): Promise<RoleSetParts> {
    const work = db.transaction().execute(async (tx) => {
      const catalogue = await catalogues.lockIn(tx, scope.instance)
      const roleSet = findRoleSet(catalogue, keyOrId)
      if (!roleSet) throw new DomainError('resource_not_found')
      if (roleSet.migration) throw new DomainError('role_migration_in_progress')
      await changeIn(tx, catalogue, roleSet)
      await catalogues.recordChangeIn(tx, scope.instance)
      return roleSet.id
    })
    return await read(scope, await refuseTakenKey(work, 'role_sets_key'))
  }

  /** A key that was asked for must be free; one made from the name is made unlike the others. */
  async function insertIn(
    tx: Db,
    { instance }: Scope,
    roleSet: Omit<repository.NewRoleSet, 'key'>,
    key: string | undefined,
  ): Promise<void> {
    const plain = toRoleSetKey(roleSet.name)
    for (const tried of key === undefined ? [plain, `${plain}_${newRandomName(3)}`] : [key])
      if (await repository.insertRoleSet(tx, instance.id, { ...roleSet, key: tried }, clock.now())) return
    throw keyTaken()
  }

  return {
    get: read,

    /** Without numbers of members, which each take a count. */
    async list(
      { instance }: Scope,
      request: NamedPageRequest,
    ): Promise<{ data: RoleSetParts[]; total: number }> {
      const { ids, total } = await searchNamed(db, 'role_sets', instance.id, request)
      const catalogue = await catalogues.get(instance)
      const found = ids.flatMap((id) => catalogue.roleSets.get(id as RoleSetId) ?? [])
      return { data: found.map((roleSet) => ({ roleSet, catalogue })), total }
    },

    async create(scope: Scope, input: NewRoleSetInput): Promise<RoleSetParts> {
      const id = newId('roleSet')
      await db.transaction().execute(async (tx) => {
        const { instance } = scope
        const catalogue = await catalogues.lockIn(tx, instance)
        if (catalogue.roleSets.size >= roleSetsMax)
          throw new DomainError('organization_instance_role_sets_quota_exceeded', {
            meta: { max_allowed: roleSetsMax },
          })
        const roles = rolesOfKeys(catalogue, input.roleKeys, 'roles')
        const { defaultRoleId, creatorRoleId } = pickRoles(roles, input)
        invariant(defaultRoleId && creatorRoleId, 'both were given, or refused')
        if (input.type === 'initial') await demoteInitialIn(tx, scope, catalogue)
        const { name, description, type } = input
        await insertIn(tx, scope, { id, name, description, type, defaultRoleId, creatorRoleId }, input.key)
        await repository.addRolesToSet(
          tx,
          instance.id,
          id,
          roles.map((role) => role.id),
        )
        await catalogues.recordChangeIn(tx, instance)
      })
      return await read(scope, id)
    },

    update: (scope: Scope, keyOrId: string, input: RoleSetUpdate): Promise<RoleSetParts> =>
      change(scope, keyOrId, async (tx, catalogue, roleSet) => {
        const { defaultRoleKey, creatorRoleKey, becomesInitial = false, ...given } = input
        const roles = roleSet.roleIds.flatMap((id) => catalogue.roles.get(id) ?? [])
        const picked = pickRoles(roles, { defaultRoleKey, creatorRoleKey })
        const isNewInitial = becomesInitial && roleSet.type !== 'initial'
        if (isNewInitial) await demoteInitialIn(tx, scope, catalogue)
        const values = { ...dropAbsent(given), ...picked, ...(isNewInitial && { type: 'initial' as const }) }
        await repository.updateRoleSet(tx, scope.instance.id, roleSet.id, values, clock.now())
      }),

    /** Makes a role of the initial set the one of whoever creates an organization. For whom the roles are locked. */
    async setCreatorRoleIn(
      tx: Db,
      { instance }: Scope,
      catalogue: RoleCatalogue,
      creatorRoleId: RoleId,
    ): Promise<void> {
      requireCreatorEligible(catalogue.roles.get(creatorRoleId))
      await repository.updateRoleSet(
        tx,
        instance.id,
        catalogue.initialRoleSet.id,
        { creatorRoleId },
        clock.now(),
      )
      await catalogues.recordChangeIn(tx, instance)
    },

    addRoles: (
      scope: Scope,
      keyOrId: string,
      input: { roleKeys: readonly string[] } & Pick<RoleSetUpdate, 'defaultRoleKey' | 'creatorRoleKey'>,
    ): Promise<RoleSetParts> =>
      change(scope, keyOrId, async (tx, catalogue, roleSet) => {
        const added = rolesOfKeys(catalogue, input.roleKeys, 'role_keys')
        const roles = [
          ...new Set([...roleSet.roleIds.flatMap((id) => catalogue.roles.get(id) ?? []), ...added]),
        ]
        if (roles.length > rolesPerSetMax)
          throw new DomainError('form_param_array_size_exceeded', { param: 'role_keys' })
        const picked = pickRoles(roles, input)
        await repository.addRolesToSet(
          tx,
          scope.instance.id,
          roleSet.id,
          added.map(({ id }) => id),
        )
        await repository.updateRoleSet(tx, scope.instance.id, roleSet.id, picked, clock.now())
      }),
  }
}

/** The roles of these keys, none twice. */
function rolesOfKeys(catalogue: RoleCatalogue, keys: readonly string[], param: string): OrganizationRole[] {
  return [...new Set(keys)].map((key) => {
    const role = findRoleByKey(catalogue, key)
    if (!role) throw new DomainError('resource_not_found', { param })
    return role
  })
}

function dropAbsent({ name, key, description }: RoleSetUpdate): repository.RoleSetChange {
  return {
    ...(name !== undefined && { name }),
    ...(key !== undefined && { key }),
    ...(description !== undefined && { description }),
  }
}
