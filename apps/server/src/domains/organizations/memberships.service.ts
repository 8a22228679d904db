import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Instance, Scope } from '../instances/index.ts'
import {
  isAdministrator,
  type OrganizationRole,
  type RoleCatalogues,
  rolesOf,
} from '../organization-roles/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { type Metadata, mergedMetadata, requireMetadata, type UsersService } from '../users/index.ts'
import { createMemberReach } from './member-reach.service.ts'
import type {
  MemberFilters,
  MemberPageRequest,
  Membership,
  MembershipWithOrganization,
} from './membership.entity.ts'
import * as repository from './memberships.repository.ts'
import {
  countMemberships,
  type MemberConditions,
  searchMemberships,
} from './memberships-search.repository.ts'
import type { Organization } from './organization.entity.ts'
import type { OrganizationEvents } from './organization-events.ts'
import { membershipLimitOf } from './organizations.policy.ts'
import { findOrganization, lockOrganization, updateOrganization } from './organizations.repository.ts'
import type { MembershipParts } from './organizations.resource.ts'
import { hasAdministrator, readRoles } from './role-input.ts'

export interface MembershipsDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'get' | 'listByIds'>
  sessions: Pick<SessionsService, 'leaveOrganizationIn'>
  catalogues: RoleCatalogues
  events: OrganizationEvents
  /** Answers what offered this membership, or asked for it. */
  onJoined: (tx: Db, scope: Scope, organization: Organization, userId: UserId) => Promise<unknown>
}

export interface NewMember {
  userId: UserId
  roles: readonly OrganizationRole[]
  publicMetadata?: Metadata | undefined
  privateMetadata?: Metadata | undefined
}

export interface ChangedMember {
  organization: Organization
  membership: Membership
  roles: readonly OrganizationRole[]
}

export interface MetadataChange {
  publicMetadata?: Metadata | undefined
  privateMetadata?: Metadata | undefined
}

export type MembershipsService = ReturnType<typeof createMembershipsService>

/** Members of organizations. Every change holds the lock of the organization's row, and is one transaction with its event. */
export function createMembershipsService(deps: MembershipsDeps) {
  const { db, clock, users, sessions, catalogues, events } = deps
  const requireReachIn = createMemberReach({ catalogues })

  async function lockIn(tx: Db, { instance }: Scope, organizationId: string): Promise<Organization> {
    const organization = await lockOrganization(tx, instance.id, organizationId)
    if (!organization) throw new DomainError('resource_not_found')
    return organization
  }

  async function getIn(tx: Db, { instance }: Scope, name: repository.MembershipName): Promise<Membership> {
    const membership = await repository.findMembership(tx, instance.id, name)
    if (!membership) throw new DomainError('resource_not_found')
    return membership
  }

  /** Adds a member to an organization that is locked. */
  async function addIn(
    tx: Db,
    scope: Scope,
    organization: Organization,
    member: NewMember,
  ): Promise<Membership> {
    const { instance } = scope
    const limit = membershipLimitOf(organization, instance)
    const name = { organizationId: organization.id, userId: member.userId }
    if (await repository.findMembership(tx, instance.id, name))
      throw new DomainError('already_a_member_in_organization', { meta: { user_ids: [member.userId] } })
    if (limit > 0 && organization.membersCount >= limit)
      throw new DomainError('organization_membership_quota_exceeded', { meta: { max_allowed: limit } })
    const { publicMetadata = {}, privateMetadata = {} } = member
    requireMetadata({ publicMetadata, privateMetadata })
    const values = {
      ...{ id: newId('organizationMembership'), ...name, roleIds: member.roles.map(({ id }) => id) },
      ...{ publicMetadata, privateMetadata },
    }
    const membership = await repository.insertMembership(tx, instance.id, values, clock.now())
    invariant(membership, 'nobody else adds members to a locked organization')
    const parts = {
      membership,
      organization: { ...organization, membersCount: organization.membersCount + 1 },
    }
    await events.recordMembershipIn(tx, scope, 'organizationMembership.created', parts, { narrows: false })
    await deps.onJoined(tx, scope, parts.organization, member.userId)
    return membership
  }

  async function changeRolesIn(
    tx: Db,
    scope: Scope,
    { organization, membership: before, roles }: ChangedMember,
  ): Promise<Membership> {
    const roleIds = [...new Set(roles.map(({ id }) => id))]
    if (roleIds.join() === before.roleIds.join()) return before
    const after = await repository.updateMembership(tx, scope.instance.id, before, { roleIds }, clock.now())
    invariant(after, 'a member of a locked organization can be changed')
    const parts = { membership: after, organization }
    await events.recordMembershipIn(tx, scope, 'organizationMembership.updated', parts, { narrows: true })
    return after
  }

  /** Without somebody who can look after it an organization is lost to its members. */
  async function requireAdministratorBesidesIn(
    tx: Db,
    { instance }: Scope,
    { roleIds, ...name }: Membership,
  ) {
    const catalogue = await catalogues.getIn(tx, instance)
    if (!isAdministrator(rolesOf(catalogue, roleIds))) return
    const others = await repository.listRoleCombinations(tx, instance.id, name)
    if (!hasAdministrator(catalogue, others)) throw new DomainError('organization_minimum_permissions_needed')
  }

  /** Takes a member out of an organization that is locked. */
  async function removeIn(
    tx: Db,
    scope: Scope,
    organization: Organization,
    userId: string,
  ): Promise<MembershipWithOrganization> {
    const name = { organizationId: organization.id, userId }
    const membership = await getIn(tx, scope, name)
    await requireAdministratorBesidesIn(tx, scope, membership)
    await repository.deleteMembership(tx, scope.instance.id, name)
    await sessions.leaveOrganizationIn(tx, scope, organization.id, membership.userId)
    const parts = {
      membership,
      organization: { ...organization, membersCount: organization.membersCount - 1 },
    }
    await events.recordMembershipIn(tx, scope, 'organizationMembership.deleted', parts, { narrows: true })
    const left =
      organization.successorId === userId ? await dropSuccessorIn(tx, scope, organization) : undefined
    return { ...membership, organization: left ?? parts.organization }
  }

  /** Whoever is no member takes over nothing. */
  async function dropSuccessorIn(tx: Db, scope: Scope, { id }: Organization): Promise<Organization> {
    const left = await updateOrganization(tx, scope.instance.id, id, { successorId: null }, clock.now())
    invariant(left && left !== 'slug taken', 'a locked organization can be changed')
    await events.recordOrganizationIn(tx, scope, 'organization.updated', left)
    return left
  }

  async function partsOf(
    scope: Scope,
    membership: Membership,
    organization: Organization,
  ): Promise<MembershipParts> {
    return { membership, organization, user: await users.get(scope, membership.userId) }
  }

  async function toConditions(
    instance: Instance,
    { roleKeys, ...filters }: MemberFilters,
  ): Promise<MemberConditions> {
    if (!roleKeys) return filters
    const { roles } = await catalogues.get(instance)
    const named = [...roles.values()].filter(({ key }) => roleKeys.includes(key))
    return { ...filters, roleIds: named.map(({ id }) => id) }
  }

  async function pageOf(
    scope: Scope,
    where: { organization?: Organization; userId?: string },
    request: MemberPageRequest,
  ): Promise<{ members: MembershipParts[]; total: number }> {
    const { instance } = scope
    const place = { organizationId: where.organization?.id, userId: where.userId }
    const filters = await toConditions(instance, request.filters)
    const found = await searchMemberships(db, instance.id, place, { ...request, filters })
    const people = await users.listByIds(scope, [...new Set(found.map(({ userId }) => userId))])
    const byId = new Map(people.map((user) => [user.id, user]))
    const members = found.flatMap(({ organization, ...membership }) => {
      const user = byId.get(membership.userId)
      return user ? [{ membership, organization, user }] : []
    })
    // The number of all members stands in the organization: counting many thousands takes longer than reading ten.
    const total =
      where.organization && isEmpty(request.filters)
        ? where.organization.membersCount
        : await countMemberships(db, instance.id, place, filters)
    return { members, total }
  }

  return {
    lockIn,
    addIn,
    removeIn,
    changeRolesIn,
    requireReachIn,

    find: ({ id }: Pick<Instance, 'id'>, name: repository.MembershipName): Promise<Membership | undefined> =>
      repository.findMembership(db, id, name),

    /** Adds a user with these roles. Throws `resource_not_found` for an organization or user there is not. `by`: a member. */
    add: (
      scope: Scope,
      organizationId: string,
      { roles: keys, ...member }: Omit<NewMember, 'roles'> & { roles: readonly string[] },
      by?: UserId,
    ): Promise<MembershipParts> =>
      db.transaction().execute(async (tx) => {
        const organization = await lockIn(tx, scope, organizationId)
        const roles = readRoles(await catalogues.getIn(tx, scope.instance), organization, keys)
        await requireReachIn(tx, scope, organization, { by, gives: roles })
        const user = await users.get(scope, member.userId, tx)
        const membership = await addIn(tx, scope, organization, { ...member, userId: user.id, roles })
        return {
          membership,
          organization: { ...organization, membersCount: organization.membersCount + 1 },
          user,
        }
      }),

    /** Gives a member other roles. Their tokens of before are refused at once. */
    changeRoles: (
      scope: Scope,
      name: repository.MembershipName,
      keys: readonly string[],
      by?: UserId,
    ): Promise<MembershipParts> =>
      db.transaction().execute(async (tx) => {
        const organization = await lockIn(tx, scope, name.organizationId)
        const before = await getIn(tx, scope, name)
        const roles = readRoles(await catalogues.getIn(tx, scope.instance), organization, keys)
        const gives = roles.filter(({ id }) => !before.roleIds.includes(id))
        await requireReachIn(tx, scope, organization, { by, gives, on: before })
        if (!isAdministrator(roles)) await requireAdministratorBesidesIn(tx, scope, before)
        const after = await changeRolesIn(tx, scope, { organization, membership: before, roles })
        return await partsOf(scope, after, organization)
      }),

    mergeMetadata: (
      scope: Scope,
      name: repository.MembershipName,
      change: MetadataChange,
    ): Promise<MembershipParts> =>
      db.transaction().execute(async (tx) => {
        const organization = await lockIn(tx, scope, name.organizationId)
        const before = await getIn(tx, scope, name)
        const merged = mergedMetadata(before, change)
        const after = await repository.updateMembership(tx, scope.instance.id, name, merged, clock.now())
        invariant(after, 'a member of a locked organization can be changed')
        const parts = { membership: after, organization }
        await events.recordMembershipIn(tx, scope, 'organizationMembership.updated', parts, {
          narrows: false,
        })
        return await partsOf(scope, after, organization)
      }),

    /** Throws `organization_minimum_permissions_needed` for the last one who can look after the organization. */
    remove: (
      scope: Scope,
      { organizationId, userId }: repository.MembershipName,
      by?: UserId,
    ): Promise<MembershipParts> =>
      db.transaction().execute(async (tx) => {
        const locked = await lockIn(tx, scope, organizationId)
        const on = await getIn(tx, scope, { organizationId, userId })
        await requireReachIn(tx, scope, locked, { by, on })
        const user = await users.get(scope, userId, tx)
        const { organization, ...membership } = await removeIn(tx, scope, locked, userId)
        return { membership, organization, user }
      }),

    /** A page of an organization's members. */
    async listOfOrganization(scope: Scope, organizationId: string, request: MemberPageRequest) {
      const organization = await findOrganization(db, scope.instance.id, organizationId)
      if (!organization) throw new DomainError('resource_not_found')
      return await pageOf(scope, { organization }, request)
    },

    async listOfUser(scope: Scope, userId: string, page: Pick<MemberPageRequest, 'limit' | 'offset'>) {
      await users.get(scope, userId)
      const order = { field: 'created_at', descending: true } as const
      return await pageOf(scope, { userId }, { filters: {}, order, ...page })
    },

    listOfInstance: (scope: Scope, request: MemberPageRequest) => pageOf(scope, {}, request),

    /** All that these users are members of, for what is shown of them as a whole. */
    listOfUsers: (
      { id }: Pick<Instance, 'id'>,
      userIds: readonly string[],
    ): Promise<MembershipWithOrganization[]> => repository.listMembershipsOfUsers(db, id, userIds),
  }
}

function isEmpty(filters: MemberFilters): boolean {
  return Object.values(filters).every((value) => value === undefined)
}
