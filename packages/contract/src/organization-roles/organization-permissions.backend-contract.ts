import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf } from '../shared/pagination.schema.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import { namedListQuery } from './organization-roles.backend-contract.ts'
import { PermissionResource } from './organization-roles.schema.ts'

const permissionIdParam = z.object({ permission_id: z.string() })

/** `org:<feature>:<action>`. What begins with `sys_` is this server's own. */
const key = z
  .string()
  .max(256)
  .regex(/^org:(?!sys_)[a-z0-9_]+:[a-z0-9_]+$/)
const name = z.string().trim().min(1).max(256)
const description = z.string().max(1000)

export const listPermissionsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListOrganizationPermissions',
  method: 'get',
  path: '/v1/organization_permissions',
  summary: 'List permissions, newest first unless ordered otherwise',
  query: z.object(namedListQuery),
  output: pageOf(PermissionResource),
  errors: ['form_param_format_invalid', 'form_param_value_invalid'],
})

export const createPermissionRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateOrganizationPermission',
  method: 'post',
  path: '/v1/organization_permissions',
  summary: 'Create a permission',
  body: z.strictObject({ name, key, description: description.nullish() }),
  output: PermissionResource,
  errors: [
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_missing',
    'form_param_unknown',
    'quota_exceeded',
  ],
})

export const getPermissionRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetOrganizationPermission',
  method: 'get',
  path: '/v1/organization_permissions/{permission_id}',
  summary: 'Read a permission',
  params: permissionIdParam,
  output: PermissionResource,
  errors: ['resource_not_found'],
})

export const updatePermissionRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateOrganizationPermission',
  method: 'patch',
  path: '/v1/organization_permissions/{permission_id}',
  summary: 'Change a permission; roles that have it keep it',
  params: permissionIdParam,
  body: z.strictObject({
    name: name.nullish(),
    key: key.nullish(),
    description: description.nullish(),
  }),
  output: PermissionResource,
  errors: [
    'resource_not_found',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_unknown',
    'organization_system_permission_not_modifiable',
  ],
})

export const deletePermissionRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteOrganizationPermission',
  method: 'delete',
  path: '/v1/organization_permissions/{permission_id}',
  summary: 'Delete a permission; roles lose it',
  params: permissionIdParam,
  output: DeletedObject,
  errors: ['resource_not_found', 'organization_system_permission_not_modifiable'],
})
