import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { DeletedObject, timestamp } from '../shared/values.schema.ts'
import { EmailAddressResource } from '../users/users.schema.ts'

const params = z.object({ email_address_id: z.string() })
const address = z.email().max(254)

export const createEmailAddressRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateEmailAddress',
  method: 'post',
  path: '/v1/email_addresses',
  summary: 'Give a user an email address; it counts as verified only if the call says so',
  body: z.strictObject({
    user_id: z.string(),
    email_address: address,
    verified: z.boolean().nullish(),
    primary: z.boolean().nullish(),
    notify_primary_email_address_changed: z.boolean().nullish(),
  }),
  output: EmailAddressResource,
  errors: [
    'resource_not_found',
    'form_identifier_exists',
    'form_param_format_invalid',
    'too_many_unverified_identifications',
  ],
})

export const getEmailAddressRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetEmailAddress',
  method: 'get',
  path: '/v1/email_addresses/{email_address_id}',
  summary: 'Read an email address',
  params,
  output: EmailAddressResource,
  errors: ['resource_not_found'],
})

export const updateEmailAddressRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateEmailAddress',
  method: 'patch',
  path: '/v1/email_addresses/{email_address_id}',
  summary: 'Verify an email address, take its verification back, or make it the primary one',
  params,
  body: z.strictObject({
    verified: z.boolean().nullish(),
    primary: z.boolean().nullish(),
    notify_primary_email_address_changed: z.boolean().nullish(),
  }),
  output: EmailAddressResource,
  errors: [
    'resource_not_found',
    'identification_claimed',
    'identification_update_failed',
    'form_verification_needed',
  ],
})

export const deleteEmailAddressRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteEmailAddress',
  method: 'delete',
  path: '/v1/email_addresses/{email_address_id}',
  summary: 'Take an email address from its user',
  params,
  output: DeletedObject,
  errors: [
    'resource_not_found',
    'identification_deletion_failed',
    'last_required_identification_deletion_failed',
  ],
})

/** A verification as servers see it; its id is handed back with the code. */
export const AddressVerification = z
  .object({
    object: z.literal('verification_otp'),
    id: z.string(),
    status: z.enum(['unverified', 'verified', 'failed', 'expired']),
    strategy: z.literal('email_code'),
    attempts: z.number().int().nullable(),
    expire_at: timestamp.nullable(),
    channel: z.null(),
  })
  .meta({ id: 'AddressVerification' })

export const prepareEmailAddressVerificationRoute = defineRoute({
  audience: 'backend',
  operationId: 'PrepareEmailAddressVerification',
  method: 'post',
  path: '/v1/email_addresses/{email_address_id}/prepare_verification',
  summary: 'Send a code to an email address',
  params,
  output: AddressVerification,
  errors: ['resource_not_found', 'verification_code_too_many_requests'],
})

export const attemptEmailAddressVerificationRoute = defineRoute({
  audience: 'backend',
  operationId: 'AttemptEmailAddressVerification',
  method: 'post',
  path: '/v1/email_addresses/{email_address_id}/attempt_verification',
  summary:
    'Try the code that was sent to an email address; a wrong one is told by the status, not as an error',
  params,
  body: z.strictObject({ verification_id: z.string(), code: z.string().max(64) }),
  output: AddressVerification,
  errors: ['resource_not_found', 'verification_already_verified', 'identification_claimed'],
})

export const replaceUserEmailAddressRoute = defineRoute({
  audience: 'backend',
  operationId: 'ReplaceUserEmailAddress',
  method: 'put',
  path: '/v1/users/{user_id}/email_address',
  summary: 'Make this the only email address of a user, and the primary one',
  params: z.object({ user_id: z.string() }),
  body: z.strictObject({
    email_address: address,
    identification_status: z.enum(['verified', 'reserved', 'unverified']).nullish(),
    notify_primary_email_address_changed: z.boolean().nullish(),
  }),
  output: EmailAddressResource,
  errors: ['resource_not_found', 'form_identifier_exists', 'form_param_format_invalid'],
})
