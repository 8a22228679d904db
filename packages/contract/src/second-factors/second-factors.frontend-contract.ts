import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import { BackupCodesResource, TotpResource } from './second-factors.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const

export const createTotpRoute = defineRoute({
  ...ofSession,
  operationId: 'postTOTP',
  whilePending: ['setup-mfa'],
  method: 'post',
  path: '/v1/me/totp',
  summary: 'Begin to set up an authenticator app; it counts from its first right code on',
  output: TotpResource,
  errors: ['totp_already_enabled', 'feature_not_enabled', 'session_reverification_required'],
})

export const attemptTotpVerificationRoute = defineRoute({
  ...ofSession,
  operationId: 'verifyTOTP',
  whilePending: ['setup-mfa'],
  method: 'post',
  path: '/v1/me/totp/attempt_verification',
  summary: 'Give the first code of an authenticator app',
  body: z.strictObject({ code: z.string().max(64) }),
  output: TotpResource,
  errors: [
    'resource_not_found',
    'totp_already_enabled',
    'feature_not_enabled',
    'form_code_incorrect',
    'form_param_missing',
    'too_many_requests',
  ],
})

export const deleteTotpRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteTOTP',
  method: 'delete',
  path: '/v1/me/totp',
  summary: 'Remove the authenticator app, and the backup codes with it',
  output: DeletedObject,
  errors: ['resource_not_found', 'session_reverification_required'],
})

export const createBackupCodesRoute = defineRoute({
  ...ofSession,
  operationId: 'createBackupCodes',
  whilePending: ['setup-mfa', 'choose-organization'],
  method: 'post',
  path: '/v1/me/backup_codes',
  summary: 'Make new backup codes; those before count no more',
  output: BackupCodesResource,
  errors: ['backup_codes_not_available', 'session_reverification_required'],
})
