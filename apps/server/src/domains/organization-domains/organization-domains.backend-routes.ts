import {
  createOrganizationDomainRoute,
  deleteOrganizationDomainRoute,
  listInstanceOrganizationDomainsRoute,
  listOrganizationDomainsRoute,
  updateOrganizationDomainRoute,
  verifyOrganizationDomainOwnershipRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { DomainOwnership } from './domain-ownership.service.ts'
import type { DomainPresenter } from './domain-presenter.ts'
import type { OrganizationDomainsService } from './organization-domains.service.ts'
import { requireDomains } from './require-domains.ts'

export interface OrganizationDomainsRoutesDeps {
  organizationDomains: OrganizationDomainsService
  domainOwnership: Pick<DomainOwnership, 'confirm'>
  presentDomain: DomainPresenter
}

export const toPlace = (params: { organization_id: string; domain_id: string }) => ({
  organizationId: params.organization_id,
  id: params.domain_id,
})

/** Backend API of domains of organizations. */
export function organizationDomainsBackendRoutes(
  router: Router<BackendScope>,
  { organizationDomains, domainOwnership, presentDomain }: OrganizationDomainsRoutesDeps,
): void {
  const enter = (scope: BackendScope) => {
    requireDomains(scope.instance)
    return presentDomain(scope, { showsRecord: true })
  }

  router.mount(listOrganizationDomainsRoute, async ({ params, query }, scope) => {
    const present = enter(scope)
    const { domains, total } = await organizationDomains.list(scope, params.organization_id, {
      filters: { verified: query.verified, enrollmentModes: query.enrollment_mode },
      ...{ limit: query.limit, offset: query.offset },
    })
    return { data: domains.map(present), total_count: total }
  })

  router.mount(listInstanceOrganizationDomainsRoute, async ({ query }, scope) => {
    const present = enter(scope)
    const { organization_id: organizationId, domains: names, order_by: order, ...filters } = query
    const { domains, total } = await organizationDomains.listOfInstance(scope, {
      filters: {
        ...{ organizationId, names, query: filters.query },
        ...{ verified: filters.verified, enrollmentModes: filters.enrollment_mode },
      },
      ...{ order, limit: query.limit, offset: query.offset },
    })
    return { data: domains.map(present), total_count: total }
  })

  router.mount(createOrganizationDomainRoute, async ({ params, body }, scope) => {
    const present = enter(scope)
    const created = await organizationDomains.create(scope, params.organization_id, {
      name: body.name,
      enrollmentMode: body.enrollment_mode ?? undefined,
      verified: body.verified ?? true,
    })
    return present(created)
  })

  router.mount(updateOrganizationDomainRoute, async ({ params, body }, scope) => {
    const present = enter(scope)
    const update = {
      enrollmentMode: body.enrollment_mode ?? undefined,
      verified: body.verified ?? undefined,
    }
    return present(await organizationDomains.update(scope, toPlace(params), update))
  })

  router.mount(deleteOrganizationDomainRoute, async ({ params }, scope) => {
    enter(scope)
    const { id } = await organizationDomains.delete(scope, toPlace(params))
    return { object: 'organization_domain', id, deleted: true }
  })

  router.mount(verifyOrganizationDomainOwnershipRoute, async ({ params }, scope) => {
    const present = enter(scope)
    return present(await domainOwnership.confirm(scope, toPlace(params)))
  })
}
