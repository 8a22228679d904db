import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { ClientRoleResource } from './organization-roles.schema.ts'

export const listMyOrganizationRolesRoute = defineRoute({
  audience: 'frontend',
  auth: 'session',
  operationId: 'ListOrganizationRoles',
  method: 'get',
  path: '/v1/organizations/{organization_id}/roles',
  summary: 'List the roles that members of the organization can have',
  params: z.object({ organization_id: z.string() }),
  query: z.object(paginationQuery),
  output: pageOf(ClientRoleResource).extend({
    /** Members are being moved to other roles: roles cannot be given until that is done. */
    has_role_set_migration: z.boolean(),
  }),
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'missing_organization_permission',
    'organization_policy_unmet',
  ],
})
