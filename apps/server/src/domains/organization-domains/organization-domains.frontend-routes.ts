import {
  attemptMyDomainAffiliationRoute,
  attemptMyDomainOwnershipRoute,
  createMyOrganizationDomainRoute,
  deleteMyOrganizationDomainRoute,
  getMyOrganizationDomainRoute,
  listMyOrganizationDomainsRoute,
  prepareMyDomainAffiliationRoute,
  prepareMyDomainOwnershipRoute,
  updateMyDomainEnrollmentModeRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import type { MemberRights } from '../organizations/index.ts'
import type { DomainAffiliation } from './domain-affiliation.service.ts'
import type { DomainOwnership } from './domain-ownership.service.ts'
import type { DomainPresenter } from './domain-presenter.ts'
import { toPlace } from './organization-domains.backend-routes.ts'
import type { OrganizationDomainsService } from './organization-domains.service.ts'
import { requireDomains } from './require-domains.ts'

export interface OwnDomainsDeps {
  organizationDomains: OrganizationDomainsService
  domainAffiliation: DomainAffiliation
  domainOwnership: DomainOwnership
  presentDomain: DomainPresenter
  memberRights: MemberRights
}

/** Lets those in who may manage the domains of an organization, and writes domains for them. */
export async function enterAsManager(
  scope: FrontendScope,
  { memberRights, presentDomain }: Pick<OwnDomainsDeps, 'memberRights' | 'presentDomain'>,
  organizationId: string,
) {
  requireDomains(scope.instance)
  await memberRights.requirePermission(scope, callerOf(scope), organizationId, 'org:sys_domains:manage')
  return presentDomain(scope, { showsRecord: true })
}

/** Frontend API of domains of organizations. */
export function organizationDomainsFrontendRoutes(router: Router<FrontendScope>, deps: OwnDomainsDeps): void {
  const { organizationDomains, domainAffiliation, domainOwnership, presentDomain, memberRights } = deps

  const enter = (scope: FrontendScope, params: { organization_id: string }) =>
    enterAsManager(scope, deps, params.organization_id)

  /** The record is for those who can set it up. */
  async function enterAsReader(scope: FrontendScope, organizationId: string) {
    requireDomains(scope.instance)
    const [reads, manages] = ['org:sys_domains:read', 'org:sys_domains:manage'] as const
    const membership = await memberRights.requirePermission(scope, callerOf(scope), organizationId, reads)
    const showsRecord = await memberRights.hasPermission(scope, membership, manages)
    return presentDomain(scope, { showsRecord })
  }

  router.mount(listMyOrganizationDomainsRoute, async ({ params, query }, scope) => {
    const present = await enterAsReader(scope, params.organization_id)
    const { domains, total } = await organizationDomains.list(scope, params.organization_id, {
      filters: { verified: query.verified, enrollmentModes: query.enrollment_mode },
      ...{ limit: query.limit, offset: query.offset },
    })
    return { data: domains.map(present), total_count: total }
  })

  router.mount(getMyOrganizationDomainRoute, async ({ params }, scope) => {
    const present = await enterAsReader(scope, params.organization_id)
    return present(await organizationDomains.get(scope, toPlace(params)))
  })

  router.mount(createMyOrganizationDomainRoute, async ({ params, body }, scope) => {
    const present = await enter(scope, params)
    const input = { name: body.name, enrollmentMode: body.enrollment_mode || undefined }
    return present(await organizationDomains.create(scope, params.organization_id, input))
  })

  router.mount(deleteMyOrganizationDomainRoute, async ({ params }, scope) => {
    await enter(scope, params)
    const { id } = await organizationDomains.delete(scope, toPlace(params))
    return { object: 'organization_domain', id, deleted: true }
  })

  router.mount(updateMyDomainEnrollmentModeRoute, async ({ params, body }, scope) => {
    const present = await enter(scope, params)
    const update = { enrollmentMode: body.enrollment_mode, deletePending: body.delete_pending }
    return present(await organizationDomains.update(scope, toPlace(params), update))
  })

  router.mount(prepareMyDomainAffiliationRoute, async ({ params, body }, scope) => {
    const present = await enter(scope, params)
    const { affiliation_email_address: emailAddress } = body
    return present(await domainAffiliation.prepare(scope, toPlace(params), emailAddress))
  })

  router.mount(attemptMyDomainAffiliationRoute, async ({ params, body }, scope) => {
    const present = await enter(scope, params)
    return present(await domainAffiliation.attempt(scope, toPlace(params), body.code))
  })

  router.mount(prepareMyDomainOwnershipRoute, async ({ params }, scope) => {
    const present = await enter(scope, params)
    return present(await domainOwnership.prepare(scope, toPlace(params)))
  })

  router.mount(attemptMyDomainOwnershipRoute, async ({ params }, scope) => {
    const present = await enter(scope, params)
    return present(await domainOwnership.attempt(scope, toPlace(params)))
  })
}
