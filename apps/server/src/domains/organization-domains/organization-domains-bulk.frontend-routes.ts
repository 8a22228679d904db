import {
  attemptMyDomainsOwnershipInBulkRoute,
  createMyOrganizationDomainsInBulkRoute,
  prepareMyDomainsOwnershipInBulkRoute,
} from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import type { Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { OrganizationDomain } from './organization-domain.entity.ts'
import { requireMode } from './organization-domain.policy.ts'
import { enterAsManager, type OwnDomainsDeps } from './organization-domains.frontend-routes.ts'

interface Outcomes {
  done: OrganizationDomain[]
  faults: { subject: string; code: string }[]
}

/** Each stands for itself: a fault of one keeps none of the others out. */
async function forEach(
  subjects: readonly string[],
  act: (subject: string) => Promise<OrganizationDomain>,
): Promise<Outcomes> {
  const outcomes: Outcomes = { done: [], faults: [] }
  for (const subject of new Set(subjects)) {
    try {
      outcomes.done.push(await act(subject))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      outcomes.faults.push({ subject, code: error.code })
    }
  }
  return outcomes
}

/** Frontend API of domains of organizations, several at a time. */
export function organizationDomainsBulkFrontendRoutes(
  router: Router<FrontendScope>,
  deps: OwnDomainsDeps,
): void {
  const { organizationDomains, domainOwnership } = deps

  router.mount(createMyOrganizationDomainsInBulkRoute, async ({ params, body }, scope) => {
    const present = await enterAsManager(scope, deps, params.organization_id)
    const enrollmentMode = requireMode(scope.instance.settings, body.enrollment_mode || undefined)
    const { done, faults } = await forEach(body.names, (name) =>
      organizationDomains.create(scope, params.organization_id, { name, enrollmentMode }),
    )
    return { data: done.map(present), errors: faults.map(({ subject: name, code }) => ({ name, code })) }
  })

  for (const [route, step] of [
    [prepareMyDomainsOwnershipInBulkRoute, 'prepare'],
    [attemptMyDomainsOwnershipInBulkRoute, 'attempt'],
  ] as const) {
    router.mount(route, async ({ params, body }, scope) => {
      const { organization_id: organizationId } = params
      const present = await enterAsManager(scope, deps, organizationId)
      const { done, faults } = await forEach(body.organization_domain_ids, (id) =>
        domainOwnership[step](scope, { organizationId, id }),
      )
      return { data: done.map(present), errors: faults.map(({ subject: id, code }) => ({ id, code })) }
    })
  }
}
