import { getMyOrganizationPolicyRoute, updateMyOrganizationPolicyRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import type { MemberRights } from './member-rights.service.ts'
import type { OrganizationsService } from './organizations.service.ts'
import { toPolicyChange } from './policies.backend-routes.ts'
import { toPolicyResource } from './policies.resource.ts'
import type { PoliciesService } from './policies.service.ts'

export interface OwnPoliciesDeps {
  organizations: Pick<OrganizationsService, 'get'>
  policies: PoliciesService
  rights: MemberRights
}

/** Frontend API of what an organization asks of sessions. */
export function policiesFrontendRoutes(
  router: Router<FrontendScope>,
  { organizations, policies, rights }: OwnPoliciesDeps,
): void {
  router.mount(getMyOrganizationPolicyRoute, async ({ params }, scope) => {
    await rights.requireMembership(scope, callerOf(scope), params.organization_id)
    return toPolicyResource(await organizations.get(scope, params.organization_id), scope.instance)
  })

  router.mount(updateMyOrganizationPolicyRoute, async ({ params, body }, scope) => {
    const { organization_id: id } = params
    const caller = callerOf(scope)
    await rights.requirePermission(scope, caller, id, 'org:sys_profile:manage')
    return toPolicyResource(await policies.change(scope, id, toPolicyChange(body), caller), scope.instance)
  })
}
