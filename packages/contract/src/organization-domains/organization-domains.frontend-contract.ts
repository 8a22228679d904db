import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject, formBoolean } from '../shared/values.schema.ts'
import {
  DomainEnrollmentMode,
  domainFilters,
  domainName,
  OrganizationDomainResource,
  organizationDomainParams,
} from './organization-domains.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const onDomain = {
  ...ofSession,
  params: organizationDomainParams,
  output: OrganizationDomainResource,
} as const

const memberErrors = [
  'organization_not_enabled_in_instance',
  'organization_domains_not_enabled',
  'resource_not_found',
  'missing_organization_permission',
  'organization_policy_unmet',
] as const

/** The empty text is a form's way of saying none. */
const enrollmentMode = z.union([z.literal(''), DomainEnrollmentMode]).optional()

export const listMyOrganizationDomainsRoute = defineRoute({
  ...ofSession,
  operationId: 'ListOrganizationDomains',
  method: 'get',
  path: '/v1/organizations/{organization_id}/domains',
  summary: 'List the domains of an organization, newest first; needs `org:sys_domains:read`',
  params: organizationIdParam,
  query: z.object({ ...paginationQuery, ...domainFilters }),
  output: pageOf(OrganizationDomainResource),
  errors: [...memberErrors, 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const createMyOrganizationDomainRoute = defineRoute({
  ...ofSession,
  operationId: 'CreateOrganizationDomain',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains',
  summary: 'Add a domain; it enrols nobody before it is verified. Needs `org:sys_domains:manage`',
  params: organizationIdParam,
  body: z.strictObject({ name: domainName, enrollment_mode: enrollmentMode }),
  output: OrganizationDomainResource,
  errors: [
    ...memberErrors,
    'organization_domain_quota_exceeded',
    'organization_domain_already_exists',
    'organization_domain_already_exists_same_organization',
    'organization_domain_common',
    'organization_domain_blocked',
    'organization_domain_enrollment_mode_not_enabled',
    'form_param_format_invalid',
    'form_param_value_invalid',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const getMyOrganizationDomainRoute = defineRoute({
  ...onDomain,
  operationId: 'GetOrganizationDomain',
  method: 'get',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}',
  summary: 'Read a domain; needs `org:sys_domains:read`',
  errors: memberErrors,
})

export const deleteMyOrganizationDomainRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteOrganizationDomain',
  method: 'delete',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}',
  summary: 'Remove a domain; its members stay. Needs `org:sys_domains:manage`',
  params: organizationDomainParams,
  output: DeletedObject,
  errors: memberErrors,
})

export const updateMyDomainEnrollmentModeRoute = defineRoute({
  ...onDomain,
  operationId: 'UpdateOrganizationDomainEnrollmentMode',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}/update_enrollment_mode',
  summary:
    'Change how a domain enrols people, and take back what is pending if wished; needs `org:sys_domains:manage`',
  body: z.strictObject({
    enrollment_mode: DomainEnrollmentMode,
    delete_pending: z.union([z.literal('').transform(() => undefined), formBoolean]).optional(),
  }),
  errors: [
    ...memberErrors,
    'organization_domain_enrollment_mode_not_enabled',
    'form_param_value_invalid',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const prepareMyDomainAffiliationRoute = defineRoute({
  ...onDomain,
  operationId: 'prepareOrganizationDomainVerification',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}/prepare_affiliation_verification',
  summary: 'Send a code to an address of the domain; needs `org:sys_domains:manage`',
  body: z.strictObject({ affiliation_email_address: z.email().max(254) }),
  errors: [
    ...memberErrors,
    'organization_domain_mismatch',
    'organization_domain_already_exists',
    'verification_already_verified',
    'verification_code_too_many_requests',
    'form_param_format_invalid',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const attemptMyDomainAffiliationRoute = defineRoute({
  ...onDomain,
  operationId: 'attemptOrganizationDomainVerification',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}/attempt_affiliation_verification',
  summary: 'Verify a domain with the code that was sent; needs `org:sys_domains:manage`',
  body: z.strictObject({ code: z.string().max(64) }),
  errors: [
    ...memberErrors,
    'organization_domain_already_exists',
    'form_code_incorrect',
    'verification_failed',
    'verification_expired',
    'verification_missing',
    'verification_already_verified',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const prepareMyDomainOwnershipRoute = defineRoute({
  ...onDomain,
  operationId: 'prepareOrganizationDomainOwnershipVerification',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}/prepare_ownership_verification',
  summary: 'Get the TXT record that proves whose a domain is; needs `org:sys_domains:manage`',
  errors: [...memberErrors, 'verification_already_verified'],
})

export const attemptMyDomainOwnershipRoute = defineRoute({
  ...onDomain,
  operationId: 'attemptOrganizationDomainOwnershipVerification',
  method: 'post',
  path: '/v1/organizations/{organization_id}/domains/{domain_id}/attempt_ownership_verification',
  summary: 'Look for the TXT record of a domain; needs `org:sys_domains:manage`',
  errors: [
    ...memberErrors,
    'organization_domain_already_exists',
    'organization_domain_ownership_not_verified',
    'verification_missing',
    'verification_expired',
    'verification_already_verified',
    'too_many_requests',
  ],
})
