/**
 * Moves the members of organizations whose role set lost a role, or gives way to another. Each organization is moved
 * under its own lock, a few members at a time, so that nobody waits long; any process can do any part of it, and do it
 * again.
 */
import type { InstanceId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { invariant } from '../../platform/domain-error.ts'
import type { Instance, InstanceDirectory, Scope } from '../instances/index.ts'
import {
  isAdministrator,
  type RoleCatalogue,
  type RoleCatalogues,
  type RoleId,
  type RoleSetMigration,
  type RoleSetMigrations,
  rolesOf,
} from '../organization-roles/index.ts'
import type { Membership } from './membership.entity.ts'
import { listRoleCombinations, updateMembership } from './memberships.repository.ts'
import type { Organization, OrganizationId } from './organization.entity.ts'
import type { OrganizationEvents } from './organization-events.ts'
import { lockOrganization, updateOrganization } from './organizations.repository.ts'
import { hasAdministrator } from './role-input.ts'
import { movedRoleIds } from './role-moves.policy.ts'
import * as repository from './role-moves.repository.ts'

export interface RoleMovesDeps {
  db: Db
  clock: Clock
  catalogues: RoleCatalogues
  migrations: RoleSetMigrations
  events: OrganizationEvents
  directory: Pick<InstanceDirectory, 'byId'>
}

interface Move {
  before: Membership
  roleIds: RoleId[]
}

/** Members, or organizations, of one round. */
const roundMax = 100
/** Two of members, one of organizations, and one that finds nobody more. */
const roundsAtOnce = 4
const roundsOfBackground = 100

export type RoleMoves = ReturnType<typeof createRoleMoves>

export function createRoleMoves({ db, clock, catalogues, migrations, events, directory }: RoleMovesDeps) {
  function leavingOf({ sourceRoleSetId, mappings }: RoleSetMigration): repository.Leaving {
    return { roleSetId: sourceRoleSetId, roleIds: Object.keys(mappings) as RoleId[] }
  }

  async function writeRolesIn(
    tx: Db,
    scope: Scope,
    organization: Organization,
    { userId }: Membership,
    roleIds: readonly RoleId[],
  ): Promise<void> {
    const name = { organizationId: organization.id, userId }
    const membership = await updateMembership(tx, scope.instance.id, name, { roleIds }, clock.now())
    invariant(membership, 'a member of a locked organization can be changed')
    const parts = { membership, organization }
    await events.recordMembershipIn(tx, scope, 'organizationMembership.updated', parts, { narrows: true })
  }

  /**
   * When the migration began there was an administrator to be; since then that one may have left, as long as others had
   * the old role. Then the one of longest standing among those keeps what they could do.
   */
  async function keepAdministratorIn(
    tx: Db,
    scope: Scope,
    organization: Organization,
    {
      catalogue,
      moved,
      creatorRoleId,
    }: { catalogue: RoleCatalogue; moved: readonly Move[]; creatorRoleId: RoleId },
  ): Promise<void> {
    const was = moved.find(({ before }) => isAdministrator(rolesOf(catalogue, before.roleIds)))
    if (!was) return
    const { before, roleIds } = was
    const others = await listRoleCombinations(tx, scope.instance.id, before)
    if (hasAdministrator(catalogue, [...others, roleIds])) return
    await writeRolesIn(tx, scope, organization, before, [...roleIds, creatorRoleId])
  }

  /** Moves members of an organization that is locked. */
  async function moveMembersIn(
    tx: Db,
    scope: Scope,
    organization: Organization,
    { migration, userIds }: { migration: RoleSetMigration; userIds?: readonly UserId[] },
  ): Promise<number> {
    const { instance } = scope
    const { roleIds } = leavingOf(migration)
    const found = await repository.listMembersWithRoles(tx, instance.id, organization.id, {
      roleIds,
      userIds,
    })
    if (found.length === 0) return 0
    const catalogue = await catalogues.getIn(tx, instance)
    const moved = found.map((before) => ({
      before,
      roleIds: movedRoleIds(before.roleIds, migration.mappings),
    }))
    for (const { before, roleIds: after } of moved) await writeRolesIn(tx, scope, organization, before, after)
    const { creatorRoleId } =
      catalogue.roleSets.get(migration.destRoleSetId ?? organization.roleSetId) ?? catalogue.initialRoleSet
    await keepAdministratorIn(tx, scope, organization, { catalogue, moved, creatorRoleId })
    await migrations.advanceIn(tx, instance, migration, found.length)
    return found.length
  }

  /** One round of members; how many there were to move. */
  async function moveSome(scope: Scope, migration: RoleSetMigration): Promise<number> {
    const { instance } = scope
    const leaving = await repository.listLeaving(db, instance.id, leavingOf(migration), roundMax)
    for (const [organizationId, members] of Map.groupBy(leaving, (one) => one.organizationId))
      await db.transaction().execute(async (tx) => {
        const organization = await lockOrganization(tx, instance.id, organizationId)
        const userIds = members.map(({ userId }) => userId)
        if (organization) await moveMembersIn(tx, scope, organization, { migration, userIds })
      })
    return leaving.length
  }

  /** Gives an organization the other set, with whoever was given a role of the old one in the last moment. */
  async function moveOrganization(
    scope: Scope,
    migration: RoleSetMigration,
    id: OrganizationId,
  ): Promise<void> {
    const { instance } = scope
    const { sourceRoleSetId, destRoleSetId } = migration
    await db.transaction().execute(async (tx) => {
      const organization = await lockOrganization(tx, instance.id, id)
      if (organization?.roleSetId !== sourceRoleSetId || destRoleSetId === null) return
      await moveMembersIn(tx, scope, organization, { migration })
      const moved = await updateOrganization(tx, instance.id, id, { roleSetId: destRoleSetId }, clock.now())
      invariant(moved && moved !== 'slug taken', 'a locked organization can be given another role set')
      await events.recordOrganizationIn(tx, scope, 'organization.updated', moved)
    })
  }

  async function moveOrganizations(scope: Scope, migration: RoleSetMigration): Promise<number> {
    if (migration.destRoleSetId === null) return 0
    const { id } = scope.instance
    const found = await repository.listOrganizationsOfSet(db, id, migration.sourceRoleSetId, roundMax)
    for (const organizationId of found) await moveOrganization(scope, migration, organizationId)
    return found.length
  }

  async function remainsIn(
    tx: Db,
    { id }: Pick<Instance, 'id'>,
    migration: RoleSetMigration,
  ): Promise<boolean> {
    const members = await repository.listLeaving(tx, id, leavingOf(migration), 1)
    if (members.length > 0 || migration.destRoleSetId === null) return members.length > 0
    return (await repository.listOrganizationsOfSet(tx, id, migration.sourceRoleSetId, 1)).length > 0
  }

  /** Goes on with a migration for so many rounds; whether it is done. */
  async function advance(scope: Scope, migration: RoleSetMigration, rounds: number): Promise<boolean> {
    const { instance } = scope
    const { mappings } = migration
    // Invitations first: who accepts one afterwards gets the new role.
    await repository.moveInvitations(db, instance.id, leavingOf(migration), { mappings, now: clock.now() })
    for (let round = 0; round < rounds; round += 1) {
      if ((await moveSome(scope, migration)) > 0) continue
      if ((await moveOrganizations(scope, migration)) > 0) continue
      if (await migrations.complete(instance, migration, (tx) => remainsIn(tx, instance, migration)))
        return true
    }
    return false
  }

  /** Does some rounds of what is under way in an instance; whether all of it is done. */
  async function run(scope: Scope, rounds: number): Promise<boolean> {
    const underWay = await migrations.listUnderWay(scope.instance)
    let isDone = true
    for (const migration of underWay) isDone = (await advance(scope, migration, rounds)) && isDone
    return isDone
  }

  return {
    /** So much of it that a caller can wait; whether all of it is done. */
    begin: (scope: Scope): Promise<boolean> => run(scope, roundsAtOnce),

    /** All that is under way in any instance. */
    async runAll(): Promise<void> {
      for (const id of await migrations.listInstanceIds()) {
        const instance = directory.byId(id as InstanceId)
        while (instance && !(await run({ instance, request: {} }, roundsOfBackground)));
      }
    },
  }
}
