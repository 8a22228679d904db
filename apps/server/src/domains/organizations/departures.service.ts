import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import {
  isAdministrator,
  type RoleCatalogue,
  type RoleCatalogues,
  rolesOf,
} from '../organization-roles/index.ts'
import type { User } from '../users/index.ts'
import type { Membership } from './membership.entity.ts'
import * as repository from './memberships.repository.ts'
import type { MembershipsService } from './memberships.service.ts'
import type { Organization } from './organization.entity.ts'
import type { OrganizationsService } from './organizations.service.ts'
import { hasAdministrator, roleSetOf } from './role-input.ts'

export interface DeparturesDeps {
  catalogues: RoleCatalogues
  memberships: Pick<MembershipsService, 'lockIn' | 'removeIn' | 'changeRolesIn'>
  organizations: Pick<OrganizationsService, 'deleteIn'>
}

/** Takes a user who is being deleted out of their organizations, as the instance says for those that would be left alone. */
export function createDepartures({ catalogues, memberships, organizations }: DeparturesDeps) {
  /** Whether nobody could look after the organization without this member. */
  async function isNeededIn(tx: Db, { instance }: Scope, catalogue: RoleCatalogue, membership: Membership) {
    if (!isAdministrator(rolesOf(catalogue, membership.roleIds))) return false
    return !hasAdministrator(catalogue, await repository.listRoleCombinations(tx, instance.id, membership))
  }

  /** The member of longest standing takes over; `false` when there is no other member. */
  async function handOverIn(
    tx: Db,
    scope: Scope,
    catalogue: RoleCatalogue,
    { organization, membership }: { organization: Organization; membership: Membership },
  ): Promise<boolean> {
    const heir = await repository.findOldestOther(tx, scope.instance.id, membership)
    const creatorRole = catalogue.roles.get(roleSetOf(catalogue, organization).creatorRoleId)
    if (!heir || !creatorRole) return false
    const roles = [creatorRole, ...rolesOf(catalogue, heir.roleIds)]
    await memberships.changeRolesIn(tx, scope, { organization, membership: heir, roles })
    return true
  }

  /** `false` where the instance says that this member must stay. */
  async function leaveIn(tx: Db, scope: Scope, catalogue: RoleCatalogue, organizationId: string, user: User) {
    const { last_admin_deleted: rule } = scope.instance.settings.organizations
    const organization = await memberships.lockIn(tx, scope, organizationId)
    const name = { organizationId, userId: user.id }
    const membership = await repository.findMembership(tx, scope.instance.id, name)
    if (!membership) return true
    const isNeeded = await isNeededIn(tx, scope, catalogue, membership)
    if (isNeeded && rule === 'refuse') return false
    const staysWithOthers =
      !isNeeded ||
      (rule === 'hand_over' && (await handOverIn(tx, scope, catalogue, { organization, membership })))
    if (staysWithOthers) await memberships.removeIn(tx, scope, organization, user.id)
    else await organizations.deleteIn(tx, scope, organization)
    return true
  }

  return async (tx: Db, scope: Scope, user: User): Promise<void> => {
    const { instance } = scope
    const catalogue = await catalogues.getIn(tx, instance)
    const own = await repository.listMembershipsOfUsers(tx, instance.id, [user.id])
    const needing: string[] = []
    // Always in the same order: who locks two waits for nobody in a circle.
    for (const organizationId of own.map((one) => one.organizationId).toSorted())
      if (!(await leaveIn(tx, scope, catalogue, organizationId, user))) needing.push(organizationId)
    if (needing.length > 0)
      throw new DomainError('organization_minimum_permissions_needed', {
        meta: { organization_ids: needing },
      })
  }
}
