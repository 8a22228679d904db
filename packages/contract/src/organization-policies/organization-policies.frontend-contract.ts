import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { formBoolean, oneOrMany } from '../shared/values.schema.ts'
import { policyChangeErrors } from './organization-policies.backend-contract.ts'
import {
  ipRangesMax,
  OrganizationPolicyResource,
  SignInMethod,
  sessionLifetimeMin,
} from './organization-policies.schema.ts'

const ofOrganization = { audience: 'frontend', auth: 'session', params: organizationIdParam } as const

const errors = [
  'organization_not_enabled_in_instance',
  'resource_not_found',
  'organization_policy_unmet',
] as const

/** Forms write `null` as the empty text. */
const cleared = z.union([z.literal(''), z.null()]).transform(() => null)

export const getMyOrganizationPolicyRoute = defineRoute({
  ...ofOrganization,
  operationId: 'getOrganizationPolicy',
  method: 'get',
  path: '/v1/organizations/{organization_id}/policy',
  summary: 'Read what an organization of the signed-in user asks of sessions',
  output: OrganizationPolicyResource,
  errors,
})

export const updateMyOrganizationPolicyRoute = defineRoute({
  ...ofOrganization,
  operationId: 'updateOrganizationPolicy',
  method: 'patch',
  path: '/v1/organizations/{organization_id}/policy',
  summary: 'Change what an organization asks of sessions; needs `org:sys_profile:manage`',
  body: z.strictObject({
    mfa_required: z.union([cleared, formBoolean]).optional(),
    sign_in_methods: z.union([cleared, oneOrMany.pipe(z.array(SignInMethod).min(1).max(100))]).optional(),
    session_lifetime_seconds: z
      .union([cleared, z.coerce.number().pipe(z.number().int().min(sessionLifetimeMin))])
      .optional(),
    ip_ranges: z
      .union([cleared, oneOrMany.pipe(z.array(z.string().max(64)).min(1).max(ipRangesMax))])
      .optional(),
  }),
  output: OrganizationPolicyResource,
  errors: [
    ...errors,
    'missing_organization_permission',
    'organization_policy_excludes_caller',
    ...policyChangeErrors,
  ],
})
