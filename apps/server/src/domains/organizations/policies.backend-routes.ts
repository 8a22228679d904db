import { getOrganizationPolicyRoute, updateOrganizationPolicyRoute } from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { PolicyChange } from '../organization-policies/index.ts'
import { requireOrganizations } from './member-rights.service.ts'
import type { OrganizationsService } from './organizations.service.ts'
import { toPolicyResource } from './policies.resource.ts'
import type { PoliciesService } from './policies.service.ts'

/** Backend API of what an organization asks of sessions. */
export function policiesBackendRoutes(
  router: Router<BackendScope>,
  organizations: Pick<OrganizationsService, 'get'>,
  policies: PoliciesService,
): void {
  router.mount(getOrganizationPolicyRoute, async ({ params }, scope) => {
    requireOrganizations(scope.instance)
    return toPolicyResource(await organizations.get(scope, params.organization_id), scope.instance)
  })

  router.mount(updateOrganizationPolicyRoute, async ({ params, body }, scope) => {
    requireOrganizations(scope.instance)
    const changed = await policies.change(scope, params.organization_id, toPolicyChange(body))
    return toPolicyResource(changed, scope.instance)
  })
}

export function toPolicyChange(body: z.output<typeof updateOrganizationPolicyRoute.body>): PolicyChange {
  return {
    mfaRequired: body.mfa_required,
    signInMethods: body.sign_in_methods,
    sessionLifetimeSeconds: body.session_lifetime_seconds,
    ipRanges: body.ip_ranges,
  }
}
