import { getOrganizationCreationDefaultsRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import { requireOrganizations } from '../organizations/index.ts'
import type { CreationDefaultsService } from './creation-defaults.service.ts'

/** Frontend API of what the form of a new organization begins with. */
export function creationDefaultsFrontendRoutes(
  router: Router<FrontendScope>,
  creationDefaults: CreationDefaultsService,
): void {
  router.mount(getOrganizationCreationDefaultsRoute, async (_input, scope) => {
    requireOrganizations(scope.instance)
    const { name, slug, existing } = await creationDefaults.get(scope, callerOf(scope).userId)
    const meta = existing && {
      organization_name: existing.organizationName,
      organization_domain: existing.domain,
    }
    return {
      form: { name, slug, logo: null, blur_hash: null },
      advisory: meta && { code: 'organization_already_exists', severity: 'warning', meta },
    }
  })
}
