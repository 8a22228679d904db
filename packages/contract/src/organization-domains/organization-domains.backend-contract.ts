import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { orderBy } from '../shared/order.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject, oneOrMany } from '../shared/values.schema.ts'
import {
  DomainEnrollmentMode,
  domainFilters,
  domainName,
  OrganizationDomainResource,
  organizationDomainParams,
} from './organization-domains.schema.ts'

const enabledErrors = ['organization_not_enabled_in_instance', 'organization_domains_not_enabled'] as const

const takenErrors = [
  'organization_domain_already_exists',
  'organization_domain_already_exists_same_organization',
] as const

export const listOrganizationDomainsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListOrganizationDomains',
  method: 'get',
  path: '/v1/organizations/{organization_id}/domains',
  summary: 'List the domains of an organization, newest first',
  params: organizationIdParam,
  query: z.object({ ...paginationQuery, ...domainFilters }),
  output: pageOf(OrganizationDomainResource),
  errors: [...enabledErrors, 'resource_not_found', 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const createOrganizationDomainRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateOrganizationDomain',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains',
  summary: 'Add a domain to an organization; it counts as verified unless said otherwise',
  params: organizationIdParam,
  body: z.strictObject({
    name: domainName,
    enrollment_mode: DomainEnrollmentMode.nullish(),
    verified: z.boolean().nullish(),
  }),
  output: OrganizationDomainResource,
  errors: [
    ...enabledErrors,
    ...takenErrors,
    'resource_not_found',
    'organization_domain_quota_exceeded',
    'organization_domain_common',
    'organization_domain_blocked',
    'organization_domain_enrollment_mode_not_enabled',
    'form_param_format_invalid',
    'form_param_value_invalid',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const updateOrganizationDomainRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateOrganizationDomain',
  method: 'patch',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}',
  summary: 'Change the enrollment mode of a domain, or whether it counts as verified',
  params: organizationDomainParams,
  body: z.strictObject({
    enrollment_mode: DomainEnrollmentMode.nullish(),
    verified: z.boolean().nullish(),
  }),
  output: OrganizationDomainResource,
  errors: [
    ...enabledErrors,
    'resource_not_found',
    'organization_domain_already_exists',
    'organization_domain_enrollment_mode_not_enabled',
    'form_param_value_invalid',
    'form_param_unknown',
  ],
})

export const deleteOrganizationDomainRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteOrganizationDomain',
  method: 'delete',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}',
  summary: 'Remove a domain from an organization; its members stay',
  params: organizationDomainParams,
  output: DeletedObject,
  errors: [...enabledErrors, 'resource_not_found'],
})

export const verifyOrganizationDomainOwnershipRoute = defineRoute({
  audience: 'backend',
  operationId: 'VerifyOrganizationDomainOwnership',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}/verify_ownership',
  summary: 'Say that a domain belongs to an organization, without looking at its DNS',
  params: organizationDomainParams,
  output: OrganizationDomainResource,
  errors: [...enabledErrors, 'resource_not_found', 'organization_domain_already_exists'],
})

export const listInstanceOrganizationDomainsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListAllOrganizationDomains',
  method: 'get',
  path: '/v1/organization_domains',
  summary: 'List the domains of all organizations, newest first unless ordered otherwise',
  query: z.object({
    ...paginationQuery,
    ...domainFilters,
    organization_id: z.string().optional(),
    query: z.string().trim().min(1).max(253).optional(),
    domains: oneOrMany.pipe(z.array(domainName).max(100)).optional(),
    order_by: orderBy(['name', 'created_at']).optional(),
  }),
  output: pageOf(OrganizationDomainResource),
  errors: [...enabledErrors, 'form_param_format_invalid', 'form_param_value_invalid'],
})
