import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { userIdParam } from './users.backend-contract.ts'
import { UserResource } from './users.schema.ts'

const onUser = { audience: 'backend', params: userIdParam, output: UserResource } as const

export const banUserRoute = defineRoute({
  ...onUser,
  operationId: 'BanUser',
  method: 'post',
  path: '/v1/users/{user_id}/ban',
  summary: 'Ban a user: their sessions end and they cannot sign in',
  errors: ['resource_not_found'],
})

export const unbanUserRoute = defineRoute({
  ...onUser,
  operationId: 'UnbanUser',
  method: 'post',
  path: '/v1/users/{user_id}/unban',
  summary: 'Lift the ban of a user',
  errors: ['resource_not_found'],
})

const userIdsBody = z.strictObject({ user_ids: z.array(z.string()).min(1).max(50) })

export const banUsersRoute = defineRoute({
  audience: 'backend',
  operationId: 'UsersBan',
  method: 'post',
  path: '/v1/users/ban',
  summary: 'Ban several users: all of them, or none when one is unknown',
  body: userIdsBody,
  output: z.array(UserResource),
  errors: ['resource_not_found', 'form_param_array_size_exceeded'],
})

export const unbanUsersRoute = defineRoute({
  audience: 'backend',
  operationId: 'UsersUnban',
  method: 'post',
  path: '/v1/users/unban',
  summary: 'Lift the bans of several users: of all of them, or of none when one is unknown',
  body: userIdsBody,
  output: z.array(UserResource),
  errors: ['resource_not_found', 'form_param_array_size_exceeded'],
})

export const lockUserRoute = defineRoute({
  ...onUser,
  operationId: 'LockUser',
  method: 'post',
  path: '/v1/users/{user_id}/lock',
  summary: 'Keep a user from signing in until they are unlocked; sessions they have go on',
  errors: ['resource_not_found'],
})

export const unlockUserRoute = defineRoute({
  ...onUser,
  operationId: 'UnlockUser',
  method: 'post',
  path: '/v1/users/{user_id}/unlock',
  summary: 'Lift the lock of a user and forget their failed attempts',
  errors: ['resource_not_found'],
})

export const verifyPasswordRoute = defineRoute({
  audience: 'backend',
  operationId: 'VerifyPassword',
  method: 'post',
  path: '/v1/users/{user_id}/verify_password',
  summary: 'Check a password against that of a user',
  params: userIdParam,
  body: z.strictObject({ password: z.string().max(1000) }),
  output: z.object({ verified: z.literal(true) }),
  errors: ['resource_not_found', 'no_password_set', 'incorrect_password'],
})

export const removeUserPasswordRoute = defineRoute({
  ...onUser,
  operationId: 'RemoveUserPassword',
  method: 'post',
  path: '/v1/users/{user_id}/remove_password',
  summary: 'Take the password of a user away',
  body: z.strictObject({ sign_out_of_other_sessions: z.boolean().nullish() }),
  errors: ['resource_not_found', 'no_password_set'],
})

export const setPasswordCompromisedRoute = defineRoute({
  ...onUser,
  operationId: 'SetUserPasswordCompromised',
  method: 'post',
  path: '/v1/users/{user_id}/password/set_compromised',
  summary: 'Mark the password of a user as known to others: it signs nobody in until it is replaced',
  body: z.strictObject({ revoke_all_sessions: z.boolean().nullish() }),
  errors: ['resource_not_found', 'no_password_set'],
})

export const unsetPasswordCompromisedRoute = defineRoute({
  ...onUser,
  operationId: 'UnsetUserPasswordCompromised',
  method: 'post',
  path: '/v1/users/{user_id}/password/unset_compromised',
  summary: 'Lift the mark from the password of a user',
  errors: ['resource_not_found', 'no_password_set'],
})
