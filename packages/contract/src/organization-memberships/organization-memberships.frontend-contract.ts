import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { pageOf, paginatedFlag, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject, oneOrMany } from '../shared/values.schema.ts'
import { ClientOrganizationMembershipResource, formRolesInput } from './organization-memberships.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const memberParams = organizationIdParam.extend({ user_id: z.string() })

/** A bare array unless `paginated`, for SDKs from before there were pages. */
const memberships = z.union([
  z.array(ClientOrganizationMembershipResource),
  pageOf(ClientOrganizationMembershipResource),
])

const memberErrors = [
  'organization_not_enabled_in_instance',
  'resource_not_found',
  'missing_organization_permission',
  'organization_policy_unmet',
] as const

export const listMyMembershipsRoute = defineRoute({
  ...ofSession,
  operationId: 'getOrganizationMemberships',
  whilePending: ['choose-organization'],
  method: 'get',
  path: '/v1/me/organization_memberships',
  summary: 'List the memberships of the signed-in user, newest first',
  query: z.object({ ...paginationQuery, ...paginatedFlag }),
  output: memberships,
  errors: ['organization_not_enabled_in_instance', 'form_param_format_invalid'],
})

export const leaveOrganizationRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteOrganizationMemberships',
  method: 'delete',
  path: '/v1/me/organization_memberships/{organization_id}',
  summary: 'Leave an organization',
  params: organizationIdParam,
  output: DeletedObject,
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'organization_minimum_permissions_needed',
    'session_reverification_required',
  ],
})

export const listMyOrganizationMembersRoute = defineRoute({
  ...ofSession,
  operationId: 'ListOrganizationMemberships',
  method: 'get',
  path: '/v1/organizations/{organization_id}/memberships',
  summary: 'List the members of an organization; needs `org:sys_memberships:read`',
  params: organizationIdParam,
  query: z.object({
    ...paginationQuery,
    ...paginatedFlag,
    query: oneOrMany
      .transform((parts) => parts.join(','))
      .pipe(z.string().max(256))
      .optional(),
    role: oneOrMany.pipe(z.array(z.string()).max(100)).optional(),
  }),
  output: memberships,
  errors: [...memberErrors, 'form_param_format_invalid'],
})

export const addMyOrganizationMemberRoute = defineRoute({
  ...ofSession,
  operationId: 'CreateOrganizationMembership',
  method: 'post',
  path: '/v1/organizations/{organization_id}/memberships',
  summary: 'Make a user of the instance a member; needs `org:sys_memberships:manage`',
  params: organizationIdParam,
  body: z.strictObject({ user_id: z.string().min(1), ...formRolesInput }),
  output: ClientOrganizationMembershipResource,
  errors: [
    ...memberErrors,
    'already_a_member_in_organization',
    'organization_membership_quota_exceeded',
    'role_migration_in_progress',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const updateMyOrganizationMemberRoute = defineRoute({
  ...ofSession,
  operationId: 'UpdateOrganizationMembership',
  method: 'patch',
  path: '/v1/organizations/{organization_id}/memberships/{user_id}',
  summary: 'Give a member other roles; needs `org:sys_memberships:manage`',
  params: memberParams,
  body: z.strictObject(formRolesInput),
  output: ClientOrganizationMembershipResource,
  errors: [
    ...memberErrors,
    'organization_minimum_permissions_needed',
    'role_migration_in_progress',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const removeMyOrganizationMemberRoute = defineRoute({
  ...ofSession,
  operationId: 'removeOrganizationMember',
  method: 'delete',
  path: '/v1/organizations/{organization_id}/memberships/{user_id}',
  summary: 'Remove a member; needs `org:sys_memberships:manage`. Answers the membership that was',
  params: memberParams,
  output: ClientOrganizationMembershipResource,
  errors: [...memberErrors, 'organization_minimum_permissions_needed'],
})
