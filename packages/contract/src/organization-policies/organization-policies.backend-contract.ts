import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import {
  ipRangesMax,
  OrganizationPolicyResource,
  SignInMethod,
  sessionLifetimeMin,
} from './organization-policies.schema.ts'

/** What a change of a policy can be refused for, whoever asks. */
export const policyChangeErrors = [
  'organization_policy_looser_than_instance',
  'organization_policy_mfa_unavailable',
  'form_param_array_size_exceeded',
  'form_param_format_invalid',
  'form_param_unknown',
  'form_param_value_invalid',
] as const

export const getOrganizationPolicyRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetOrganizationPolicy',
  method: 'get',
  path: '/v1/organizations/{organization_id}/policy',
  summary: 'Read what an organization asks of the sessions that act in it',
  params: organizationIdParam,
  output: OrganizationPolicyResource,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found'],
})

export const updateOrganizationPolicyRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateOrganizationPolicy',
  method: 'patch',
  path: '/v1/organizations/{organization_id}/policy',
  summary: 'Change what an organization asks of sessions; null is what the instance asks, absent stays',
  params: organizationIdParam,
  body: z.strictObject({
    mfa_required: z.boolean().nullish(),
    sign_in_methods: z.array(SignInMethod).min(1).max(100).nullish(),
    session_lifetime_seconds: z.number().int().min(sessionLifetimeMin).nullish(),
    ip_ranges: z.array(z.string().max(64)).min(1).max(ipRangesMax).nullish(),
  }),
  output: OrganizationPolicyResource,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found', ...policyChangeErrors],
})
