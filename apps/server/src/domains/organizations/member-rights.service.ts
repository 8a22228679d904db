import type { UserId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { CallerSession } from '../clients/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import {
  permissionKeysOf,
  type RoleCatalogues,
  rolesOf,
  type SystemPermission,
} from '../organization-roles/index.ts'
import type { Membership } from './membership.entity.ts'
import { findMembership, listOrganizationIdsOf } from './memberships.repository.ts'
import { findOrganizationBySlug } from './organizations.repository.ts'

export interface MemberRightsDeps {
  db: Db
  catalogues: Pick<RoleCatalogues, 'get'>
}

export type MemberRights = ReturnType<typeof createMemberRights>

/** Nobody has organizations where they are switched off. */
export function requireOrganizations({ settings }: Pick<Instance, 'settings'>): void {
  if (!settings.organizations.enabled) throw new DomainError('organization_not_enabled_in_instance')
}

/** What a signed-in user may do in an organization: asked of the database each time, as no token is trusted with it. */
export function createMemberRights({ db, catalogues }: MemberRightsDeps) {
  /** Whoever is no member cannot tell an organization they are not in from one there is not. */
  async function requireMembership(
    { instance }: Scope,
    { userId }: Pick<CallerSession, 'userId'>,
    organizationId: string,
  ): Promise<Membership> {
    requireOrganizations(instance)
    const membership = await findMembership(db, instance.id, { organizationId, userId })
    if (!membership) throw new DomainError('resource_not_found')
    return membership
  }

  return {
    requireMembership,

    /** The id of an organization by its id or slug, for one of its members. Throws `resource_not_found` for anybody else. */
    async requireOrganization({ instance }: Scope, userId: UserId, name: string): Promise<string> {
      const found = await findOrganizationBySlug(db, instance.id, name)
      const organizationId = found?.id ?? name
      const membership = await findMembership(db, instance.id, { organizationId, userId })
      if (!membership || !instance.settings.organizations.enabled) throw new DomainError('resource_not_found')
      return membership.organizationId
    },

    /** The only one the user is a member of, to enter it without being asked. */
    async findOnlyOrganization(tx: Db, { instance }: Scope, userId: UserId): Promise<string | undefined> {
      const [only, ...others] = await listOrganizationIdsOf(tx, instance.id, userId, 2)
      return others.length === 0 ? only : undefined
    },

    /** Whether a member's roles allow it, for what is shown to some members only. */
    async hasPermission(
      { instance }: Scope,
      { roleIds }: Membership,
      permission: SystemPermission,
    ): Promise<boolean> {
      return permissionKeysOf(rolesOf(await catalogues.get(instance), roleIds)).includes(permission)
    },

    /** Throws `missing_organization_permission` for a member whose roles do not allow it. */
    async requirePermission(
      scope: Scope,
      caller: Pick<CallerSession, 'userId'>,
      organizationId: string,
      permission: SystemPermission,
    ): Promise<Membership> {
      const membership = await requireMembership(scope, caller, organizationId)
      const catalogue = await catalogues.get(scope.instance)
      if (!permissionKeysOf(rolesOf(catalogue, membership.roleIds)).includes(permission))
        throw new DomainError('missing_organization_permission', { meta: { permissions: [permission] } })
      return membership
    },
  }
}
