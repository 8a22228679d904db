import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { oneOrMany } from '../shared/values.schema.ts'
import {
  DomainEnrollmentMode,
  domainName,
  OrganizationDomainResource,
} from './organization-domains.schema.ts'

/** Domains one bulk call may name. */
export const bulkDomainsMax = 10

const ofOrganization = { audience: 'frontend', auth: 'session', params: organizationIdParam } as const

const errors = [
  'organization_not_enabled_in_instance',
  'organization_domains_not_enabled',
  'resource_not_found',
  'missing_organization_permission',
  'organization_policy_unmet',
  'form_param_array_size_exceeded',
  'form_param_missing',
  'form_param_unknown',
] as const

/** What was added, and what was wrong with the other names: each stands for itself. */
export const DomainBulkCreateResult = z
  .object({
    data: z.array(OrganizationDomainResource),
    errors: z.array(z.object({ name: z.string(), code: z.string() })),
  })
  .meta({ id: 'OrganizationDomainBulkCreate' })

/** The domains that went one step on, and what was wrong with the others. */
export const DomainBulkOwnershipResult = z
  .object({
    data: z.array(OrganizationDomainResource),
    errors: z.array(z.object({ id: z.string(), code: z.string() })),
  })
  .meta({ id: 'OrganizationDomainBulkOwnershipVerification' })

const domainIds = z.strictObject({
  organization_domain_ids: oneOrMany.pipe(z.array(z.string()).min(1).max(bulkDomainsMax)),
})

export const createMyOrganizationDomainsInBulkRoute = defineRoute({
  ...ofOrganization,
  operationId: 'createOrganizationDomainsBulk',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/bulk',
  summary: 'Add several domains; needs `org:sys_domains:manage`',
  body: z.strictObject({
    names: oneOrMany.pipe(z.array(domainName).min(1).max(bulkDomainsMax)),
    enrollment_mode: z.union([z.literal(''), DomainEnrollmentMode]).optional(),
  }),
  output: DomainBulkCreateResult,
  errors: [...errors, 'organization_domain_enrollment_mode_not_enabled', 'form_param_value_invalid'],
})

export const prepareMyDomainsOwnershipInBulkRoute = defineRoute({
  ...ofOrganization,
  operationId: 'prepareOrganizationDomainsOwnershipVerification',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/prepare_ownership_verification/bulk',
  summary: 'Get the TXT records of several domains; needs `org:sys_domains:manage`',
  body: domainIds,
  output: DomainBulkOwnershipResult,
  errors,
})

export const attemptMyDomainsOwnershipInBulkRoute = defineRoute({
  ...ofOrganization,
  operationId: 'attemptOrganizationDomainsOwnershipVerification',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/attempt_ownership_verification/bulk',
  summary: 'Look for the TXT records of several domains; needs `org:sys_domains:manage`',
  body: domainIds,
  output: DomainBulkOwnershipResult,
  errors: [...errors, 'too_many_requests'],
})
