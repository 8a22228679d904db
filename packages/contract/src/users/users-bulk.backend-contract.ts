import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { UserResource } from './users.schema.ts'

/** Users one bulk call may hold. */
export const bulkUsersMax = 100

/** What became of one element: the user, or what was wrong with it. */
export const BulkUserResult = z
  .object({
    index: z.number().int(),
    user: UserResource.nullable(),
    errors: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        long_message: z.string(),
        meta: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  })
  .meta({ id: 'BulkUserResult' })

/**
 * Ours. Each element stands for itself, because an importer wants the 99 good rows in and the bad one named; it is safe
 * to send the failed ones again. Elements have the form of the body of `CreateUser`, and are read one by one, so that
 * a malformed one does not refuse the others.
 */
export const createUsersInBulkRoute = defineRoute({
  audience: 'backend',
  operationId: 'createUsersInBulk',
  method: 'post',
  path: '/v1/users/bulk',
  summary: 'Create up to 100 users; every element succeeds or fails for itself',
  body: z.array(z.unknown()).min(1).max(bulkUsersMax),
  output: z.object({
    data: z.array(BulkUserResult),
    total_count: z.number().int(),
    created_count: z.number().int(),
  }),
  errors: ['form_param_array_size_exceeded', 'form_param_type_invalid'],
})
