import {
  acceptMembershipRequestRoute,
  acceptMySuggestionRoute,
  listMembershipRequestsRoute,
  listMySuggestionsRoute,
  rejectMembershipRequestRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import { type MemberRights, requireOrganizations } from '../organizations/index.ts'
import type { MembershipRequestsService } from './membership-requests.service.ts'
import {
  type RequestParts,
  toMembershipRequestResource,
  toSuggestionResource,
} from './organization-suggestions.resource.ts'
import type { SuggestionsService } from './suggestions.service.ts'

export interface OrganizationSuggestionsDeps {
  suggestions: SuggestionsService
  membershipRequests: MembershipRequestsService
  memberRights: MemberRights
  publicUrl: string
}

/** Frontend API of suggestions, and of the requests that come of them. */
export function organizationSuggestionsFrontendRoutes(
  router: Router<FrontendScope>,
  { suggestions, membershipRequests, memberRights, publicUrl }: OrganizationSuggestionsDeps,
): void {
  router.mount(listMySuggestionsRoute, async ({ query }, scope) => {
    requireOrganizations(scope.instance)
    const { status: statuses, limit, offset } = query
    const page = { statuses, limit, offset }
    const found = await suggestions.list(scope, callerOf(scope).userId, page)
    const context = { instance: scope.instance, publicUrl }
    return {
      data: found.suggestions.map((one) => toSuggestionResource(one, context)),
      total_count: found.total,
    }
  })

  router.mount(acceptMySuggestionRoute, async ({ params }, scope) => {
    requireOrganizations(scope.instance)
    const accepted = await suggestions.accept(scope, callerOf(scope).userId, params.suggestion_id)
    return toSuggestionResource(accepted, { instance: scope.instance, publicUrl })
  })

  const requireManager = (scope: FrontendScope, organizationId: string) =>
    memberRights.requirePermission(scope, callerOf(scope), organizationId, 'org:sys_memberships:manage')

  const present =
    ({ instance }: FrontendScope) =>
    (parts: RequestParts) =>
      toMembershipRequestResource(parts, { instance, publicUrl })

  router.mount(listMembershipRequestsRoute, async ({ params, query }, scope) => {
    await requireManager(scope, params.organization_id)
    const { status: statuses, limit, offset } = query
    const page = { statuses, limit, offset }
    const { requests, total } = await membershipRequests.list(scope, params.organization_id, page)
    return { data: requests.map(present(scope)), total_count: total }
  })

  for (const [route, decision] of [
    [acceptMembershipRequestRoute, 'accept'],
    [rejectMembershipRequestRoute, 'reject'],
  ] as const) {
    router.mount(route, async ({ params }, scope) => {
      const { userId: by } = await requireManager(scope, params.organization_id)
      const place = { organizationId: params.organization_id, id: params.request_id }
      return present(scope)(await membershipRequests[decision](scope, place, by))
    })
  }
}
