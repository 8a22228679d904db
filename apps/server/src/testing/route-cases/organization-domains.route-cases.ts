import {
  createOrganizationDomainRoute,
  deleteOrganizationDomainRoute,
  listInstanceOrganizationDomainsRoute,
  listOrganizationDomainsRoute,
  updateOrganizationDomainRoute,
  verifyOrganizationDomainOwnershipRoute,
} from '@keywright/contract'
import { newDomainName } from '../factories/organization-domains.factory.ts'
import { createOrganization } from '../factories/organizations.factory.ts'
import type { BackendRouteCase, Tenant } from './route-case.ts'

const organization = async ({ app, scope }: Tenant) => ({
  organization_id: (await createOrganization(app, {}, scope)).organization.id,
})
async function domain({ app, scope }: Tenant) {
  const { organization: own } = await createOrganization(app, {}, scope)
  const { id } = await app.services.organizationDomains.create(scope, own.id, { name: newDomainName() })
  return { organization_id: own.id, domain_id: id }
}

export const organizationDomainRouteCases: readonly BackendRouteCase[] = [
  { route: listInstanceOrganizationDomainsRoute },
  { route: listOrganizationDomainsRoute, arrange: organization },
  {
    route: createOrganizationDomainRoute,
    arrange: organization,
    body: () => ({ name: newDomainName(), verified: false }),
  },
  { route: updateOrganizationDomainRoute, arrange: domain, body: () => ({ verified: true }) },
  { route: deleteOrganizationDomainRoute, arrange: domain },
  { route: verifyOrganizationDomainOwnershipRoute, arrange: domain },
]
