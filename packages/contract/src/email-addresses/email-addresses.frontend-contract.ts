import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { DeletedObject, formNullableText } from '../shared/values.schema.ts'
import { EmailAddressResource } from '../users/users.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const params = z.object({ email_id: z.string() })
const url = formNullableText.pipe(z.string().max(2000).nullable()).optional()

export const listMyEmailAddressesRoute = defineRoute({
  ...ofSession,
  operationId: 'getEmailAddresses',
  method: 'get',
  path: '/v1/me/email_addresses',
  summary: 'List the email addresses of the signed-in user',
  envelope: 'bare',
  output: z.array(EmailAddressResource),
  errors: ['authentication_invalid'],
})

export const createMyEmailAddressRoute = defineRoute({
  ...ofSession,
  operationId: 'createEmailAddresses',
  method: 'post',
  path: '/v1/me/email_addresses',
  summary: 'Add an email address; it counts once it is verified',
  body: z.strictObject({ email_address: z.email().max(254) }),
  output: EmailAddressResource,
  errors: [
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_unknown',
    'too_many_unverified_identifications',
    'session_reverification_required',
  ],
})

export const getMyEmailAddressRoute = defineRoute({
  ...ofSession,
  operationId: 'getEmailAddress',
  method: 'get',
  path: '/v1/me/email_addresses/{email_id}',
  summary: 'Read an email address of the signed-in user; a page that waits for a link polls it',
  params,
  output: EmailAddressResource,
  errors: ['resource_not_found'],
})

export const deleteMyEmailAddressRoute = defineRoute({
  ...ofSession,
  operationId: 'DeleteEmailAddress',
  method: 'delete',
  path: '/v1/me/email_addresses/{email_id}',
  summary: 'Remove an email address; the last one that lets the user sign in stays',
  params,
  output: DeletedObject,
  errors: [
    'resource_not_found',
    'identification_deletion_failed',
    'last_required_identification_deletion_failed',
    'session_reverification_required',
  ],
})

export const prepareMyEmailAddressRoute = defineRoute({
  ...ofSession,
  operationId: 'sendVerificationEmail',
  method: 'post',
  path: '/v1/me/email_addresses/{email_id}/prepare_verification',
  summary: 'Send a code or a link to an email address of the signed-in user',
  params,
  body: z.strictObject({
    strategy: z.enum(['email_code', 'email_link']),
    redirect_url: url,
    action_complete_redirect_url: url,
  }),
  output: EmailAddressResource,
  errors: [
    'resource_not_found',
    'verification_already_verified',
    'verification_strategy_invalid',
    'verification_code_too_many_requests',
    'form_param_missing',
    'prohibited_redirect_url',
  ],
})

export const attemptMyEmailAddressRoute = defineRoute({
  ...ofSession,
  operationId: 'verifyEmailAddress',
  method: 'post',
  path: '/v1/me/email_addresses/{email_id}/attempt_verification',
  summary: 'Verify an email address with the code that was sent to it',
  params,
  body: z.strictObject({ code: z.string().max(64) }),
  output: EmailAddressResource,
  errors: [
    'resource_not_found',
    'form_code_incorrect',
    'verification_failed',
    'verification_expired',
    'verification_missing',
    'verification_already_verified',
    'identification_claimed',
  ],
})
