import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { orderBy } from '../shared/order.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { metadata, millisecondsParam, oneOrMany } from '../shared/values.schema.ts'
import { OrganizationMembershipResource, rolesInput } from './organization-memberships.schema.ts'

const memberParams = organizationIdParam.extend({ user_id: z.string() })
const values = oneOrMany.pipe(z.array(z.string()).max(100)).optional()
const milliseconds = millisecondsParam.optional()
const text = z.string().max(256).optional()
const metadataInput = metadata.nullish()
const order_by = orderBy([
  'phone_number',
  'email_address',
  'created_at',
  'first_name',
  'last_name',
  'username',
]).optional()

/** What the members of an organization can be narrowed by. Several values of one filter mean any of them. */
export const memberFilters = {
  /** Each with an optional `+` (include) or `-` (exclude) before it. */
  user_id: values,
  email_address: values,
  phone_number: values,
  username: values,
  web3_wallet: values,
  role: values,
  query: text,
  email_address_query: text,
  phone_number_query: text,
  username_query: text,
  name_query: text,
  last_active_at_before: milliseconds,
  last_active_at_after: milliseconds,
  created_at_before: milliseconds,
  created_at_after: milliseconds,
}

const onMember = {
  audience: 'backend',
  params: memberParams,
  output: OrganizationMembershipResource,
} as const

export const listOrganizationMembershipsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListOrganizationMemberships',
  method: 'get',
  path: '/v1/organizations/{organization_id}/memberships',
  summary: 'List the members of an organization, newest first unless ordered otherwise',
  params: organizationIdParam,
  query: z.object({ ...paginationQuery, ...memberFilters, order_by }),
  output: pageOf(OrganizationMembershipResource),
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'form_param_format_invalid',
    'form_param_value_invalid',
  ],
})

export const createOrganizationMembershipRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateOrganizationMembership',
  method: 'post',
  path: '/v1/organizations/{organization_id}/memberships',
  summary: 'Make a user a member of an organization',
  params: organizationIdParam,
  body: z.strictObject({
    user_id: z.string(),
    ...rolesInput,
    public_metadata: metadataInput,
    private_metadata: metadataInput,
  }),
  output: OrganizationMembershipResource,
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'already_a_member_in_organization',
    'organization_membership_quota_exceeded',
    'role_migration_in_progress',
    'form_param_missing',
    'form_param_unknown',
    'form_param_exceeds_allowed_size',
  ],
})

export const updateOrganizationMembershipRoute = defineRoute({
  ...onMember,
  operationId: 'UpdateOrganizationMembership',
  method: 'patch',
  path: '/v1/organizations/{organization_id}/memberships/{user_id}',
  summary: 'Give a member other roles',
  body: z.strictObject(rolesInput),
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'organization_minimum_permissions_needed',
    'role_migration_in_progress',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const deleteOrganizationMembershipRoute = defineRoute({
  ...onMember,
  operationId: 'DeleteOrganizationMembership',
  method: 'delete',
  path: '/v1/organizations/{organization_id}/memberships/{user_id}',
  summary: 'Remove a member from an organization; answers the membership that was',
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'organization_minimum_permissions_needed',
  ],
})

export const mergeOrganizationMembershipMetadataRoute = defineRoute({
  ...onMember,
  operationId: 'UpdateOrganizationMembershipMetadata',
  method: 'patch',
  path: '/v1/organizations/{organization_id}/memberships/{user_id}/metadata',
  summary: 'Merge into a membership’s metadata, deeply; null removes a key (RFC 7396)',
  body: z.strictObject({ public_metadata: metadataInput, private_metadata: metadataInput }),
  errors: ['organization_not_enabled_in_instance', 'resource_not_found', 'form_param_exceeds_allowed_size'],
})

export const listInstanceMembershipsRoute = defineRoute({
  audience: 'backend',
  operationId: 'InstanceGetOrganizationMemberships',
  method: 'get',
  path: '/v1/organization_memberships',
  summary: 'List the memberships of all organizations, newest first unless ordered otherwise',
  query: z.object({ ...paginationQuery, order_by }),
  output: pageOf(OrganizationMembershipResource),
  errors: ['organization_not_enabled_in_instance', 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const listUserMembershipsRoute = defineRoute({
  audience: 'backend',
  operationId: 'UsersGetOrganizationMemberships',
  method: 'get',
  path: '/v1/users/{user_id}/organization_memberships',
  summary: 'List the memberships of a user, newest first',
  params: z.object({ user_id: z.string() }),
  query: z.object(paginationQuery),
  output: pageOf(OrganizationMembershipResource),
  errors: ['organization_not_enabled_in_instance', 'resource_not_found', 'form_param_format_invalid'],
})
