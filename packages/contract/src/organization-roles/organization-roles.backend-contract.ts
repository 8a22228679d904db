import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { orderBy } from '../shared/order.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import { RoleResource } from './organization-roles.schema.ts'

const roleIdParam = z.object({ organization_role_id: z.string() })
const roleAndPermissionParams = roleIdParam.extend({ permission_id: z.string() })
const permissionIds = z.array(z.string()).max(500).nullish()

/** `org:` and a name, as tokens and `has()` spell it. */
const key = z
  .string()
  .max(256)
  .regex(/^org:[a-z0-9_]+$/)
const name = z.string().trim().min(1).max(256)
const description = z.string().max(1000).nullish()

/** Filters and order of the lists of roles, permissions and role sets. */
export const namedListQuery = {
  ...paginationQuery,
  query: z.string().max(256).optional(),
  order_by: orderBy(['created_at', 'name', 'key']).optional(),
}

export const listRolesRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListOrganizationRoles',
  method: 'get',
  path: '/v1/organization_roles',
  summary: 'List roles, newest first unless ordered otherwise',
  query: z.object(namedListQuery),
  output: pageOf(RoleResource),
  errors: ['form_param_format_invalid', 'form_param_value_invalid'],
})

export const createRoleRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateOrganizationRole',
  method: 'post',
  path: '/v1/organization_roles',
  summary: 'Create a role; `permissions` are ids',
  body: z.strictObject({
    name,
    key,
    description,
    permissions: permissionIds,
    include_in_initial_role_set: z.boolean().nullish(),
  }),
  output: RoleResource,
  errors: [
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_missing',
    'form_param_unknown',
    'organization_instance_roles_quota_exceeded',
    'resource_not_found',
  ],
})

export const getRoleRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetOrganizationRole',
  method: 'get',
  path: '/v1/organization_roles/{organization_role_id}',
  summary: 'Read a role',
  params: roleIdParam,
  output: RoleResource,
  errors: ['resource_not_found'],
})

export const updateRoleRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateOrganizationRole',
  method: 'patch',
  path: '/v1/organization_roles/{organization_role_id}',
  summary: 'Change a role; `permissions` replace those it has. Its members keep it under the new key',
  params: roleIdParam,
  body: z.strictObject({
    name: name.nullish(),
    key: key.nullish(),
    description,
    permissions: permissionIds,
  }),
  output: RoleResource,
  errors: [
    'resource_not_found',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_unknown',
    'organization_missing_creator_role_permissions',
    'organization_minimum_permissions_needed',
  ],
})

export const deleteRoleRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteOrganizationRole',
  method: 'delete',
  path: '/v1/organization_roles/{organization_role_id}',
  summary: 'Delete a role that nobody has, is offered or gets by default',
  params: roleIdParam,
  output: DeletedObject,
  errors: [
    'resource_not_found',
    'organization_role_assigned_members',
    'organization_role_default_creator_role',
    'organization_role_domain_default_role',
    'organization_role_exists_in_invitations',
    'role_migration_in_progress',
  ],
})

export const assignPermissionRoute = defineRoute({
  audience: 'backend',
  operationId: 'AssignPermissionToOrganizationRole',
  method: 'post',
  path: '/v1/organization_roles/{organization_role_id}/permissions/{permission_id}',
  summary: 'Give a permission to a role',
  params: roleAndPermissionParams,
  output: RoleResource,
  errors: ['resource_not_found', 'organization_role_permission_association_exists'],
})

export const removePermissionRoute = defineRoute({
  audience: 'backend',
  operationId: 'RemovePermissionFromOrganizationRole',
  method: 'delete',
  path: '/v1/organization_roles/{organization_role_id}/permissions/{permission_id}',
  summary: 'Take a permission from a role',
  params: roleAndPermissionParams,
  output: RoleResource,
  errors: [
    'resource_not_found',
    'organization_role_permission_association_not_found',
    'organization_missing_creator_role_permissions',
    'organization_minimum_permissions_needed',
  ],
})
