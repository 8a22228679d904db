import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import {
  isAdministrator,
  type RoleCatalogue,
  type RoleCatalogues,
  rolesOf,
} from '../organization-roles/index.ts'
import type { User, UsersService } from '../users/index.ts'
import type { DeletionPreview, Fate, OrganizationFate } from './departure.entity.ts'
import { countTraces, listOrganizationIdsInvitedTo } from './departures.repository.ts'
import type { Membership, MembershipWithOrganization } from './membership.entity.ts'
import * as repository from './memberships.repository.ts'
import type { MembershipsService } from './memberships.service.ts'
import type { Organization } from './organization.entity.ts'
import type { OrganizationsService } from './organizations.service.ts'
import { hasAdministrator, roleSetOf } from './role-input.ts'

export interface DeparturesDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'get' | 'listByIds'>
  catalogues: RoleCatalogues
  memberships: Pick<MembershipsService, 'lockIn' | 'removeIn' | 'changeRolesIn'>
  organizations: Pick<OrganizationsService, 'deleteIn'>
  /** Takes back what a user has invited to an organization, which is locked. */
  revokeInvitationsIn: (tx: Db, scope: Scope, organization: Organization, inviterId: UserId) => Promise<void>
}

export type DeparturesService = ReturnType<typeof createDepartures>

/**
 * Takes a user who is being deleted out of their organizations, as the instance says for those that would be left alone; and
 * says beforehand what that will be. Both ask the same question, so that what is shown is what happens.
 */
export function createDepartures(deps: DeparturesDeps) {
  const { db, clock, users, catalogues, memberships, organizations, revokeInvitationsIn } = deps

  /** Whether nobody could look after the organization without this member. */
  async function isNeededIn(from: Db, { instance }: Scope, catalogue: RoleCatalogue, membership: Membership) {
    if (!isAdministrator(rolesOf(catalogue, membership.roleIds))) return false
    return !hasAdministrator(catalogue, await repository.listRoleCombinations(from, instance.id, membership))
  }

  /** Whom the organization has named, or else its member of longest standing; `undefined` when nobody else is there. */
  async function findHeir(
    from: Db,
    { instance }: Scope,
    { organization, ...membership }: MembershipWithOrganization,
  ): Promise<Membership | undefined> {
    const { id: organizationId, successorId } = organization
    const named =
      successorId !== null && successorId !== membership.userId
        ? await repository.findMembership(from, instance.id, { organizationId, userId: successorId })
        : undefined
    return named ?? (await repository.findOldestOther(from, instance.id, membership))
  }

  async function fateOf(
    from: Db,
    scope: Scope,
    catalogue: RoleCatalogue,
    membership: MembershipWithOrganization,
  ): Promise<Fate> {
    const { last_admin_deleted: rule } = scope.instance.settings.organizations
    if (!(await isNeededIn(from, scope, catalogue, membership))) return { kind: 'left' }
    if (rule === 'refuse') return { kind: 'refused' }
    const heir = rule === 'hand_over' ? await findHeir(from, scope, membership) : undefined
    return heir ? { kind: 'handed_over', heir } : { kind: 'deleted' }
  }

  async function handOverIn(
    tx: Db,
    scope: Scope,
    catalogue: RoleCatalogue,
    { organization, heir }: { organization: Organization; heir: Membership },
  ): Promise<void> {
    const creatorRole = catalogue.roles.get(roleSetOf(catalogue, organization).creatorRoleId)
    invariant(creatorRole, 'the creator role of a set exists')
    const roles = [creatorRole, ...rolesOf(catalogue, heir.roleIds)]
    await memberships.changeRolesIn(tx, scope, { organization, membership: heir, roles })
  }

  /** `false` where the instance says that this member must stay. */
  async function leaveIn(tx: Db, scope: Scope, catalogue: RoleCatalogue, organizationId: string, user: User) {
    const organization = await memberships.lockIn(tx, scope, organizationId)
    const name = { organizationId, userId: user.id }
    const membership = await repository.findMembership(tx, scope.instance.id, name)
    const fate = membership && (await fateOf(tx, scope, catalogue, { ...membership, organization }))
    if (fate?.kind === 'refused') return false
    if (fate?.kind === 'deleted') {
      await organizations.deleteIn(tx, scope, organization)
      return true
    }
    // Whoever deletes an account that was misused need not look for what it has let in.
    await revokeInvitationsIn(tx, scope, organization, user.id)
    if (fate?.kind === 'handed_over')
      await handOverIn(tx, scope, catalogue, { organization, heir: fate.heir })
    if (fate) await memberships.removeIn(tx, scope, organization, user.id)
    return true
  }

  return {
    /** Throws `organization_minimum_permissions_needed` where organizations need the user and the instance refuses. */
    async leaveAllIn(tx: Db, scope: Scope, user: User): Promise<void> {
      const { instance } = scope
      const catalogue = await catalogues.getIn(tx, instance)
      const own = await repository.listMembershipsOfUsers(tx, instance.id, [user.id])
      const invitedTo = await listOrganizationIdsInvitedTo(tx, instance.id, user.id)
      const concerned = new Set([...own.map((one) => one.organizationId), ...invitedTo])
      const needing: string[] = []
      // Always in the same order: who locks two waits for nobody in a circle.
      for (const organizationId of [...concerned].toSorted())
        if (!(await leaveIn(tx, scope, catalogue, organizationId, user))) needing.push(organizationId)
      if (needing.length > 0)
        throw new DomainError('organization_minimum_permissions_needed', {
          meta: { organization_ids: needing },
        })
    },

    /** What deleting a user would do, as things stand. */
    async preview(scope: Scope, userId: string): Promise<DeletionPreview> {
      const { instance } = scope
      const user = await users.get(scope, userId)
      const catalogue = await catalogues.getIn(db, instance)
      const fates: OrganizationFate[] = []
      for (const membership of await repository.listMembershipsOfUsers(db, instance.id, [user.id])) {
        const fate = await fateOf(db, scope, catalogue, membership)
        fates.push({ organization: membership.organization, fate })
      }
      const deletedIds = fates.flatMap(({ organization, fate }) =>
        fate.kind === 'deleted' ? [organization.id] : [],
      )
      const heirIds = fates.flatMap(({ fate }) => (fate.kind === 'handed_over' ? [fate.heir.userId] : []))
      return {
        ...{ user, fates, heirs: await users.listByIds(scope, [...new Set(heirIds)]) },
        ...(await countTraces(db, instance.id, user.id, { except: deletedIds, now: clock.now() })),
      }
    },
  }
}
