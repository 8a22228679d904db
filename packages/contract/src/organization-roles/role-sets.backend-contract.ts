import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf } from '../shared/pagination.schema.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import { namedListQuery } from './organization-roles.backend-contract.ts'
import { RoleSetResource, roleKey } from './organization-roles.schema.ts'

/** Roles that one set may hold. */
export const rolesPerSetMax = 10

const roleSetParam = z.object({ role_set_key_or_id: z.string() })
const key = z
  .string()
  .max(256)
  .regex(/^role_set:[a-z0-9_]+$/)
const name = z.string().trim().min(1).max(256)
const description = z.string().max(1000).nullish()
const roleKeys = z.array(roleKey).min(1).max(rolesPerSetMax)

export const listRoleSetsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListRoleSets',
  method: 'get',
  path: '/v1/role_sets',
  summary: 'List role sets, newest first unless ordered otherwise',
  query: z.object(namedListQuery),
  output: pageOf(RoleSetResource),
  errors: ['form_param_format_invalid', 'form_param_value_invalid'],
})

export const createRoleSetRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateRoleSet',
  method: 'post',
  path: '/v1/role_sets',
  summary: 'Create a role set; its key is made from the name where none is given',
  body: z.strictObject({
    name,
    key: key.nullish(),
    description,
    type: z.enum(['initial', 'custom']).nullish(),
    roles: roleKeys,
    default_role_key: roleKey,
    creator_role_key: roleKey,
  }),
  output: RoleSetResource,
  errors: [
    'resource_not_found',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_value_invalid',
    'form_param_missing',
    'form_param_unknown',
    'form_param_array_size_exceeded',
    'organization_instance_role_sets_quota_exceeded',
    'organization_missing_creator_role_permissions',
  ],
})

export const getRoleSetRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetRoleSet',
  method: 'get',
  path: '/v1/role_sets/{role_set_key_or_id}',
  summary: 'Read a role set by its key or id',
  params: roleSetParam,
  output: RoleSetResource,
  errors: ['resource_not_found'],
})

export const updateRoleSetRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateRoleSet',
  method: 'patch',
  path: '/v1/role_sets/{role_set_key_or_id}',
  summary: 'Change a role set; made `initial`, it is the set of new organizations in place of the one before',
  params: roleSetParam,
  body: z.strictObject({
    name: name.nullish(),
    key: key.nullish(),
    description,
    type: z.literal('initial').nullish(),
    default_role_key: roleKey.nullish(),
    creator_role_key: roleKey.nullish(),
  }),
  output: RoleSetResource,
  errors: [
    'resource_not_found',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_value_invalid',
    'form_param_unknown',
    'organization_missing_creator_role_permissions',
    'role_migration_in_progress',
  ],
})

export const replaceRoleSetRoute = defineRoute({
  audience: 'backend',
  operationId: 'ReplaceRoleSet',
  method: 'post',
  path: '/v1/role_sets/{role_set_key_or_id}/replace',
  summary: 'Move all organizations of a role set to another one, and delete the set when they have moved',
  params: roleSetParam,
  body: z.strictObject({
    dest_role_set_key: z.string().min(1).max(256),
    reassignment_mappings: z.record(roleKey, roleKey).nullish(),
  }),
  output: DeletedObject,
  errors: [
    'resource_not_found',
    'form_param_missing',
    'form_param_value_invalid',
    'organization_role_set_reassignment_mappings_missing',
    'organization_role_set_reassignment_mappings_invalid',
    'role_migration_in_progress',
  ],
})

export const addRolesToRoleSetRoute = defineRoute({
  audience: 'backend',
  operationId: 'AddRolesToRoleSet',
  method: 'post',
  path: '/v1/role_sets/{role_set_key_or_id}/roles',
  summary: 'Add roles to a role set, and make one of them the default or the creator role if wished',
  params: roleSetParam,
  body: z.strictObject({
    role_keys: roleKeys,
    default_role_key: roleKey.nullish(),
    creator_role_key: roleKey.nullish(),
  }),
  output: RoleSetResource,
  errors: [
    'resource_not_found',
    'form_param_missing',
    'form_param_value_invalid',
    'form_param_array_size_exceeded',
    'organization_missing_creator_role_permissions',
    'role_migration_in_progress',
  ],
})

export const replaceRoleInRoleSetRoute = defineRoute({
  audience: 'backend',
  operationId: 'ReplaceRoleInRoleSet',
  method: 'post',
  path: '/v1/role_sets/{role_set_key_or_id}/roles/replace',
  summary: 'Take a role out of a role set; members who have it get another role of the set instead',
  params: roleSetParam,
  body: z.strictObject({ role_key: roleKey, to_role_key: roleKey }),
  output: RoleSetResource,
  errors: [
    'resource_not_found',
    'form_param_missing',
    'form_param_value_invalid',
    'organization_missing_creator_role_permissions',
    'role_migration_in_progress',
  ],
})
