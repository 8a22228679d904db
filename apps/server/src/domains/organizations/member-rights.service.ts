import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { CallerSession } from '../clients/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { type ProvenSession, policyUnmet, unmetIn } from '../organization-policies/index.ts'
import {
  permissionKeysOf,
  type RoleCatalogues,
  rolesOf,
  type SystemPermission,
} from '../organization-roles/index.ts'
import type { Membership, MembershipWithPolicy } from './membership.entity.ts'
import { findMembershipWithPolicy, listOrganizationIdsOf } from './memberships.repository.ts'
import { findOrganizationBySlug } from './organizations.repository.ts'

export interface MemberRightsDeps {
  db: Db
  clock: Clock
  catalogues: Pick<RoleCatalogues, 'get' | 'getIn'>
}

export type MemberRights = ReturnType<typeof createMemberRights>

/** Nobody has organizations where they are switched off. */
export function requireOrganizations({ settings }: Pick<Instance, 'settings'>): void {
  if (!settings.organizations.enabled) throw new DomainError('organization_not_enabled_in_instance')
}

/** What a signed-in user may do in an organization: asked of the database each time, as no token is trusted with it. */
export function createMemberRights({ db, clock, catalogues }: MemberRightsDeps) {
  const find = (instance: Instance, userId: UserId, organizationId: string, from: Db = db) =>
    findMembershipWithPolicy(from, instance.id, { organizationId, userId })

  /** Throws `organization_policy_unmet` where a session may not act in an organization, whatever its user’s roles. */
  function requirePolicyMet(
    { instance, request: { ip } }: Scope,
    { organizationId, policy }: MembershipWithPolicy,
    session: ProvenSession,
  ): void {
    const unmet = unmetIn(instance, policy, session, { now: clock.now(), ip })
    if (unmet.length > 0) throw policyUnmet(organizationId, unmet)
  }

  /** Whoever is no member cannot tell an organization they are not in from one there is not. */
  async function requireMembership(
    scope: Scope,
    caller: CallerSession,
    organizationId: string,
    from?: Db,
  ): Promise<Membership> {
    requireOrganizations(scope.instance)
    const membership = await find(scope.instance, caller.userId, organizationId, from)
    if (!membership) throw new DomainError('resource_not_found')
    requirePolicyMet(scope, membership, caller)
    return membership
  }

  return {
    requireMembership,

    /** For what every member may do, whatever the policy of the organization: to have nothing more to do with it. */
    async requireBareMembership({ instance }: Scope, { userId }: CallerSession, organizationId: string) {
      requireOrganizations(instance)
      if (!(await find(instance, userId, organizationId))) throw new DomainError('resource_not_found')
    },

    /**
     * The id of an organization by its id or slug, for one of its members. Throws `resource_not_found` for anybody else, and
     * `organization_policy_unmet` for a session that may not act in it. Without a session a server decides.
     */
    async requireOrganization(
      scope: Scope,
      userId: UserId,
      name: string,
      session?: ProvenSession,
    ): Promise<string> {
      const { instance } = scope
      const found = await findOrganizationBySlug(db, instance.id, name)
      const membership = await find(instance, userId, found?.id ?? name)
      if (!membership || !instance.settings.organizations.enabled) throw new DomainError('resource_not_found')
      if (session) requirePolicyMet(scope, membership, session)
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

    /**
     * Throws `missing_organization_permission` for a member whose roles do not allow it. Within a transaction that has locked
     * the organization it stays so until the commit.
     */
    async requirePermission(
      scope: Scope,
      caller: CallerSession,
      organizationId: string,
      permission: SystemPermission,
      tx?: Db,
    ): Promise<Membership> {
      const membership = await requireMembership(scope, caller, organizationId, tx)
      const { instance } = scope
      const catalogue = tx ? await catalogues.getIn(tx, instance) : await catalogues.get(instance)
      if (!permissionKeysOf(rolesOf(catalogue, membership.roleIds)).includes(permission))
        throw new DomainError('missing_organization_permission', { meta: { permissions: [permission] } })
      return membership
    },
  }
}
