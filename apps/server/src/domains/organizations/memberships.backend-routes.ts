import {
  createOrganizationMembershipRoute,
  deleteOrganizationMembershipRoute,
  listInstanceMembershipsRoute,
  listOrganizationMembershipsRoute,
  listUserMembershipsRoute,
  mergeOrganizationMembershipMetadataRoute,
  type UserId,
  updateOrganizationMembershipRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toUserFilters, type UserFilters } from '../users/index.ts'
import { requireOrganizations } from './member-rights.service.ts'
import type { MemberFilters } from './membership.entity.ts'
import type { MembershipsService } from './memberships.service.ts'
import type { OrganizationPresenter } from './organization-presenter.ts'
import { toMetadata } from './organizations.backend-routes.ts'
import { requireRoleKeys } from './role-input.ts'

const newestFirst = { field: 'created_at', descending: true } as const

/** Backend API of members. */
export function membershipsBackendRoutes(
  router: Router<BackendScope>,
  memberships: MembershipsService,
  present: OrganizationPresenter,
): void {
  const enter = async (scope: BackendScope) => {
    requireOrganizations(scope.instance)
    return await present(scope)
  }

  router.mount(listOrganizationMembershipsRoute, async ({ params, query }, scope) => {
    const { membership } = await enter(scope)
    const { members, total } = await memberships.listOfOrganization(scope, params.organization_id, {
      filters: toFilters(query),
      order: query.order_by ?? newestFirst,
      ...{ limit: query.limit, offset: query.offset },
    })
    return { data: members.map(membership), total_count: total }
  })

  router.mount(listInstanceMembershipsRoute, async ({ query }, scope) => {
    const { membership } = await enter(scope)
    const { members, total } = await memberships.listOfInstance(scope, {
      filters: {},
      order: query.order_by ?? newestFirst,
      ...{ limit: query.limit, offset: query.offset },
    })
    return { data: members.map(membership), total_count: total }
  })

  router.mount(listUserMembershipsRoute, async ({ params, query }, scope) => {
    const { membership } = await enter(scope)
    const { members, total } = await memberships.listOfUser(scope, params.user_id, query)
    return { data: members.map(membership), total_count: total }
  })

  router.mount(createOrganizationMembershipRoute, async ({ params, body }, scope) => {
    const { membership } = await enter(scope)
    const added = await memberships.add(scope, params.organization_id, {
      userId: body.user_id as UserId,
      roles: requireRoleKeys(body),
      ...toMetadata(body),
    })
    return membership(added)
  })

  router.mount(updateOrganizationMembershipRoute, async ({ params, body }, scope) => {
    const { membership } = await enter(scope)
    return membership(await memberships.changeRoles(scope, toName(params), requireRoleKeys(body)))
  })

  router.mount(deleteOrganizationMembershipRoute, async ({ params }, scope) => {
    const { membership } = await enter(scope)
    return membership(await memberships.remove(scope, toName(params)))
  })

  router.mount(mergeOrganizationMembershipMetadataRoute, async ({ params, body }, scope) => {
    const { membership } = await enter(scope)
    return membership(await memberships.mergeMetadata(scope, toName(params), toMetadata(body)))
  })
}

export const toName = (params: { organization_id: string; user_id: string }) => ({
  organizationId: params.organization_id,
  userId: params.user_id,
})

function toFilters(query: z.output<typeof listOrganizationMembershipsRoute.query>): MemberFilters {
  const { user_id: userIds, role: roleKeys, ...rest } = query
  const { createdAt, ...user } = toUserFilters(rest)
  return { userIds, roleKeys, createdAt, user: isGiven(user) ? user : undefined }
}

const isGiven = ({ nobody, ...filters }: UserFilters) => nobody === true || Object.keys(filters).length > 0
