import {
  addMyOrganizationMemberRoute,
  leaveOrganizationRoute,
  listMyMembershipsRoute,
  listMyOrganizationMembersRoute,
  removeMyOrganizationMemberRoute,
  type UserId,
  updateMyOrganizationMemberRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { type CallerSession, callerOf, type FrontendScope } from '../clients/index.ts'
import { type MemberRights, requireOrganizations } from './member-rights.service.ts'
import { toName } from './memberships.backend-routes.ts'
import type { MembershipsService } from './memberships.service.ts'
import type { OrganizationPresenter } from './organization-presenter.ts'
import { requireRoleKeys } from './role-input.ts'

export interface OwnMembershipsDeps {
  memberships: MembershipsService
  rights: MemberRights
  present: OrganizationPresenter
  requireRecentProof: (scope: FrontendScope, session: CallerSession) => Promise<void>
}

/** Frontend API of members: of the organizations one is in, and oneself in them. */
export function membershipsFrontendRoutes(
  router: Router<FrontendScope>,
  { memberships, rights, present, requireRecentProof }: OwnMembershipsDeps,
): void {
  const requireManager = (scope: FrontendScope, organizationId: string) =>
    rights.requirePermission(scope, callerOf(scope), organizationId, 'org:sys_memberships:manage')

  router.mount(listMyMembershipsRoute, async ({ query }, scope) => {
    requireOrganizations(scope.instance)
    const { clientMembership } = await present(scope)
    const { members, total } = await memberships.listOfUser(scope, callerOf(scope).userId, query)
    const data = members.map(clientMembership)
    return query.paginated ? { data, total_count: total } : data
  })

  router.mount(leaveOrganizationRoute, async ({ params }, scope) => {
    const caller = callerOf(scope)
    await rights.requireBareMembership(scope, caller, params.organization_id)
    await requireRecentProof(scope, caller)
    const name = { organizationId: params.organization_id, userId: caller.userId }
    const { membership } = await memberships.remove(scope, name)
    return { object: 'organization_membership', id: membership.id, deleted: true }
  })

  router.mount(listMyOrganizationMembersRoute, async ({ params, query }, scope) => {
    const { organization_id: organizationId } = params
    await rights.requirePermission(scope, callerOf(scope), organizationId, 'org:sys_memberships:read')
    const { clientMembership } = await present(scope)
    const { members, total } = await memberships.listOfOrganization(scope, organizationId, {
      filters: { roleKeys: query.role, user: query.query ? { publicQuery: query.query } : undefined },
      order: { field: 'created_at', descending: true },
      ...{ limit: query.limit, offset: query.offset },
    })
    const data = members.map(clientMembership)
    return query.paginated === false ? data : { data, total_count: total }
  })

  router.mount(addMyOrganizationMemberRoute, async ({ params, body }, scope) => {
    const { userId: by } = await requireManager(scope, params.organization_id)
    const { clientMembership } = await present(scope)
    const member = { userId: body.user_id as UserId, roles: requireRoleKeys(body) }
    return clientMembership(await memberships.add(scope, params.organization_id, member, by))
  })

  router.mount(updateMyOrganizationMemberRoute, async ({ params, body }, scope) => {
    const { userId: by } = await requireManager(scope, params.organization_id)
    const { clientMembership } = await present(scope)
    const roles = requireRoleKeys(body)
    return clientMembership(await memberships.changeRoles(scope, toName(params), roles, by))
  })

  router.mount(removeMyOrganizationMemberRoute, async ({ params }, scope) => {
    const { userId: by } = await requireManager(scope, params.organization_id)
    const { clientMembership } = await present(scope)
    return clientMembership(await memberships.remove(scope, toName(params), by))
  })
}
