import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { oneOrMany } from '../shared/values.schema.ts'
import {
  MembershipRequestStatus,
  OrganizationMembershipRequestResource,
} from './organization-suggestions.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const requestParams = organizationIdParam.extend({ request_id: z.string() })

const memberErrors = [
  'organization_not_enabled_in_instance',
  'resource_not_found',
  'missing_organization_permission',
  'organization_policy_unmet',
] as const

export const listMembershipRequestsRoute = defineRoute({
  ...ofSession,
  operationId: 'listOrganizationMembershipRequests',
  method: 'get',
  path: '/v1/organizations/{organization_id}/membership_requests',
  summary: 'List who asked to join, newest first; needs `org:sys_memberships:manage`',
  params: organizationIdParam,
  query: z.object({
    ...paginationQuery,
    status: oneOrMany.pipe(z.array(MembershipRequestStatus).max(10)).optional(),
  }),
  output: pageOf(OrganizationMembershipRequestResource),
  errors: [...memberErrors, 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const acceptMembershipRequestRoute = defineRoute({
  ...ofSession,
  operationId: 'acceptOrganizationMembershipRequest',
  method: 'post',
  path: '/v1/organizations/{organization_id}/membership_requests/{request_id}/accept',
  summary: 'Let somebody join who asked to, with the default role; needs `org:sys_memberships:manage`',
  params: requestParams,
  output: OrganizationMembershipRequestResource,
  errors: [
    ...memberErrors,
    'organization_membership_quota_exceeded',
    'already_a_member_in_organization',
    'role_migration_in_progress',
  ],
})

export const rejectMembershipRequestRoute = defineRoute({
  ...ofSession,
  operationId: 'rejectOrganizationMembershipRequest',
  method: 'post',
  path: '/v1/organizations/{organization_id}/membership_requests/{request_id}/reject',
  summary: 'Refuse somebody who asked to join; needs `org:sys_memberships:manage`',
  params: requestParams,
  output: OrganizationMembershipRequestResource,
  errors: memberErrors,
})
