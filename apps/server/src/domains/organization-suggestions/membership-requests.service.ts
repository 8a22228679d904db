import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import { roleOfDomain } from '../organization-domains/index.ts'
import type { RoleCatalogues } from '../organization-roles/index.ts'
import type { MembershipsService, Organization } from '../organizations/index.ts'
import type { UsersService } from '../users/index.ts'
import type { MembershipRequest, MembershipRequestStatus, StatusPage } from './membership-request.entity.ts'
import * as repository from './membership-requests.repository.ts'
import type { RequestParts } from './organization-suggestions.resource.ts'
import { setSuggestionStatus } from './suggestions.repository.ts'

export interface MembershipRequestsDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'get' | 'listByIds'>
  catalogues: Pick<RoleCatalogues, 'getIn'>
  memberships: Pick<MembershipsService, 'lockIn' | 'addIn' | 'find' | 'requireReachIn'>
}

export interface RequestPlace {
  organizationId: string
  id: string
}

export type MembershipRequestsService = ReturnType<typeof createMembershipRequestsService>

/** Who asks to join an organization, and what those who manage its members decide. */
export function createMembershipRequestsService(deps: MembershipRequestsDeps) {
  const { db, clock, users, catalogues, memberships } = deps

  async function getIn(tx: Db, { instance }: Scope, place: RequestPlace): Promise<MembershipRequest> {
    const request = await repository.findRequest(tx, instance.id, place)
    if (!request) throw new DomainError('resource_not_found')
    return request
  }

  async function requireOpen({ instance }: Scope, { status, organizationId, userId }: MembershipRequest) {
    if (status === 'pending') return
    const isMember = await memberships.find(instance, { organizationId, userId })
    throw new DomainError(isMember ? 'already_a_member_in_organization' : 'resource_not_found')
  }

  async function settleIn(
    tx: Db,
    scope: Scope,
    place: RequestPlace,
    status: 'accepted' | 'rejected',
  ): Promise<RequestParts> {
    await repository.setRequestStatus(tx, scope.instance.id, place.id, status, clock.now())
    const request = await getIn(tx, scope, place)
    return { request, user: await users.get(scope, request.userId, tx) }
  }

  return {
    /** Whoever is a member has no request open. The organization is locked. */
    settleOfMemberIn: (
      tx: Db,
      { instance }: Scope,
      organization: Pick<Organization, 'id'>,
      userId: UserId,
    ): Promise<void> =>
      repository.acceptRequestOf(tx, instance.id, { organizationId: organization.id, userId }, clock.now()),

    async list(
      scope: Scope,
      organizationId: string,
      page: StatusPage<MembershipRequestStatus>,
    ): Promise<{ requests: RequestParts[]; total: number }> {
      const { id } = scope.instance
      const found = await repository.listRequests(db, id, organizationId, page)
      const people = await users.listByIds(scope, [...new Set(found.map(({ userId }) => userId))])
      const byId = new Map(people.map((user) => [user.id, user]))
      const requests = found.flatMap((request) => {
        const user = byId.get(request.userId)
        return user ? [{ request, user }] : []
      })
      return { requests, total: await repository.countRequests(db, id, organizationId, page.statuses) }
    },

    /** Whoever asked is a member from now on, if the organization has room. `by`: a member who manages others, here and below. */
    accept: (scope: Scope, place: RequestPlace, by: UserId): Promise<RequestParts> =>
      db.transaction().execute(async (tx) => {
        const { instance } = scope
        const organization = await memberships.lockIn(tx, scope, place.organizationId)
        await memberships.requireReachIn(tx, scope, organization, { by })
        const request = await getIn(tx, scope, place)
        await requireOpen(scope, request)
        const role = roleOfDomain(await catalogues.getIn(tx, instance), organization, instance)
        await memberships.addIn(tx, scope, organization, { userId: request.userId, roles: [role] })
        const suggested = { organizationId: organization.id, userIds: [request.userId] }
        await setSuggestionStatus(tx, instance.id, suggested, 'completed', clock.now())
        return await settleIn(tx, scope, place, 'accepted')
      }),

    reject: (scope: Scope, place: RequestPlace, by: UserId): Promise<RequestParts> =>
      db.transaction().execute(async (tx) => {
        const organization = await memberships.lockIn(tx, scope, place.organizationId)
        await memberships.requireReachIn(tx, scope, organization, { by })
        const { status } = await getIn(tx, scope, place)
        if (status !== 'pending') throw new DomainError('resource_not_found')
        return await settleIn(tx, scope, place, 'rejected')
      }),
  }
}
