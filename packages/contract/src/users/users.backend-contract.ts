import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { orderBy } from '../shared/order.schema.ts'
import { paginationQuery } from '../shared/pagination.schema.ts'
import {
  DeletedObject,
  metadata,
  millisecondsParam,
  oneOrMany,
  TotalCount,
  timeInput,
} from '../shared/values.schema.ts'
import { UserResource } from './users.schema.ts'

/** The user a path names. */
export const userIdParam = z.object({ user_id: z.string() })
const name = z.string().max(256).nullish()
const metadataInput = metadata.nullish()
const milliseconds = millisecondsParam.optional()

/** `password_hasher` values this server verifies; the digest is hashed anew when the user next signs in. */
export const PasswordHasher = z.enum(['argon2id', 'argon2i', 'bcrypt'])

/** What the list, and the count beside it, can be narrowed by. Several values of one filter mean any of them. */
export const userFilters = {
  user_id: oneOrMany.optional(),
  email_address: oneOrMany.optional(),
  username: oneOrMany.optional(),
  external_id: oneOrMany.optional(),
  phone_number: oneOrMany.optional(),
  web3_wallet: oneOrMany.optional(),
  organization_id: oneOrMany.optional(),
  query: z.string().max(256).optional(),
  email_address_query: z.string().max(256).optional(),
  phone_number_query: z.string().max(256).optional(),
  username_query: z.string().max(256).optional(),
  name_query: z.string().max(256).optional(),
  banned: z.stringbool().optional(),
  last_active_at_before: milliseconds,
  last_active_at_after: milliseconds,
  last_active_at_since: milliseconds,
  created_at_before: milliseconds,
  created_at_after: milliseconds,
  last_sign_in_at_before: milliseconds,
  last_sign_in_at_after: milliseconds,
}

/** By what the list of users can be ordered. */
export const UserOrder = orderBy([
  'created_at',
  'updated_at',
  'email_address',
  'web3wallet',
  'first_name',
  'last_name',
  'phone_number',
  'username',
  'last_active_at',
  'last_sign_in_at',
])

const profileInput = {
  external_id: z.string().min(1).max(256).nullish(),
  first_name: name,
  last_name: name,
  locale: z.string().max(35).nullish(),
  username: z.string().max(64).nullish(),
  delete_self_enabled: z.boolean().nullish(),
  create_organization_enabled: z.boolean().nullish(),
  create_organizations_limit: z.number().int().min(0).max(2_147_483_647).nullish(),
  legal_accepted_at: timeInput.nullish(),
  skip_legal_checks: z.boolean().nullish(),
  created_at: timeInput.nullish(),
  bypass_client_trust: z.boolean().nullish(),
}

const passwordInput = {
  password: z.string().max(1000).nullish(),
  password_digest: z.string().max(1000).nullish(),
  password_hasher: PasswordHasher.nullish(),
  skip_password_checks: z.boolean().nullish(),
}

/** One new user, also an element of the bulk call. */
export const CreateUserBody = z.strictObject({
  ...profileInput,
  ...passwordInput,
  email_address: z.array(z.email().max(254)).max(50).optional(),
  email_address_identification_status: z
    .array(z.enum(['verified', 'unverified', 'reserved']))
    .max(50)
    .optional(),
  web3_wallet: z.array(z.string().min(1).max(64)).max(50).optional(),
  skip_password_requirement: z.boolean().nullish(),
  skip_user_requirement: z.boolean().nullish(),
  public_metadata: metadataInput,
  private_metadata: metadataInput,
  unsafe_metadata: metadataInput,
  banned: z.boolean().nullish(),
  locked: z.boolean().nullish(),
})

export const listUsersRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetUserList',
  method: 'get',
  path: '/v1/users',
  summary: 'List users, newest first unless ordered otherwise',
  query: z.object({ ...paginationQuery, ...userFilters, order_by: UserOrder.optional() }),
  output: z.array(UserResource),
  errors: ['form_param_format_invalid', 'form_param_value_invalid'],
})

export const countUsersRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetUsersCount',
  method: 'get',
  path: '/v1/users/count',
  summary: 'Count the users that match the filters of the list',
  query: z.object(userFilters),
  output: TotalCount,
  errors: ['form_param_format_invalid'],
})

export const createUserRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateUser',
  method: 'post',
  path: '/v1/users',
  summary: 'Create a user; their email addresses count as verified unless said otherwise',
  body: CreateUserBody,
  output: UserResource,
  errors: [
    'form_identifier_exists',
    'form_param_missing',
    'form_param_unknown',
    'user_data_missing',
    'form_password_length_too_short',
    'form_password_digest_invalid_code',
    'form_conditional_param_missing',
  ],
})

export const getUserRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetUser',
  method: 'get',
  path: '/v1/users/{user_id}',
  summary: 'Read a user',
  params: userIdParam,
  output: UserResource,
  errors: ['resource_not_found'],
})

export const updateUserRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateUser',
  method: 'patch',
  path: '/v1/users/{user_id}',
  summary: 'Change a user; what is absent stays as it is',
  params: userIdParam,
  body: z.strictObject({
    ...profileInput,
    ...passwordInput,
    primary_email_address_id: z.string().nullish(),
    primary_web3_wallet_id: z.string().nullish(),
    notify_primary_email_address_changed: z.boolean().nullish(),
    profile_image_id: z.string().nullish(),
    sign_out_of_other_sessions: z.boolean().nullish(),
  }),
  output: UserResource,
  errors: [
    'resource_not_found',
    'form_identifier_exists',
    'form_param_unknown',
    'form_password_length_too_short',
  ],
})

export const deleteUserRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteUser',
  method: 'delete',
  path: '/v1/users/{user_id}',
  summary: 'Delete a user and end their sessions',
  params: userIdParam,
  output: DeletedObject,
  errors: ['resource_not_found'],
})

const metadataBody = z.strictObject({
  public_metadata: metadataInput,
  private_metadata: metadataInput,
  unsafe_metadata: metadataInput,
})

export const mergeUserMetadataRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateUserMetadata',
  method: 'patch',
  path: '/v1/users/{user_id}/metadata',
  summary: 'Merge into a user’s metadata, deeply; null removes a key (RFC 7396)',
  params: userIdParam,
  body: metadataBody,
  output: UserResource,
  errors: ['resource_not_found', 'form_param_exceeds_allowed_size'],
})

export const replaceUserMetadataRoute = defineRoute({
  audience: 'backend',
  operationId: 'ReplaceUserMetadata',
  method: 'put',
  path: '/v1/users/{user_id}/metadata',
  summary: 'Replace those metadata objects of a user that are given',
  params: userIdParam,
  body: metadataBody,
  output: UserResource,
  errors: ['resource_not_found', 'form_param_exceeds_allowed_size'],
})
