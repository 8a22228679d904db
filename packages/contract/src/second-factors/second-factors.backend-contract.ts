import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { SecondFactorStrategy } from '../shared/strategies.schema.ts'
import { userIdParam } from '../users/users.backend-contract.ts'

const onUser = { audience: 'backend', params: userIdParam } as const
const output = z.object({ user_id: z.string() })

export const verifyTotpRoute = defineRoute({
  ...onUser,
  operationId: 'VerifyTOTP',
  method: 'post',
  path: '/v1/users/{user_id}/verify_totp',
  summary: 'Check a code of an authenticator app, or a backup code; either counts once',
  body: z.strictObject({ code: z.string().max(64) }),
  output: z.object({ verified: z.literal(true), code_type: SecondFactorStrategy }),
  errors: ['resource_not_found', 'totp_disabled', 'totp_incorrect_code', 'too_many_requests'],
})

export const disableMfaRoute = defineRoute({
  ...onUser,
  operationId: 'DisableMFA',
  method: 'delete',
  path: '/v1/users/{user_id}/mfa',
  summary: 'Take all second factors of a user away',
  output,
  errors: ['resource_not_found'],
})

export const deleteUserTotpRoute = defineRoute({
  ...onUser,
  operationId: 'DeleteTOTP',
  method: 'delete',
  path: '/v1/users/{user_id}/totp',
  summary: 'Take the authenticator app of a user away, and the backup codes with it',
  output,
  errors: ['resource_not_found'],
})

export const deleteUserBackupCodesRoute = defineRoute({
  ...onUser,
  operationId: 'DeleteBackupCode',
  method: 'delete',
  path: '/v1/users/{user_id}/backup_code',
  summary: 'Take the backup codes of a user away',
  output,
  errors: ['resource_not_found'],
})
