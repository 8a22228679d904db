import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { nonceQuery } from '../shared/strategies.schema.ts'
import { formBoolean, formMetadata, formNullableText } from '../shared/values.schema.ts'
import { SignUpResource } from './sign-ups.schema.ts'

const signUpIdParam = z.object({ sign_up_id: z.string() })
const text = (lengthMax: number) => z.string().max(lengthMax).optional()
/** Forms write `null` as the empty string: the field is cleared. */
const clearable = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .transform((value) => (value === '' ? null : value))
    .optional()

/** Sent by official SDKs for features this server does not have: read and ignored. */
const hints = {
  action_complete_redirect_url: formNullableText.optional(),
  oidc_prompt: formNullableText.optional(),
  oidc_login_hint: formNullableText.optional(),
  proof_token: formNullableText.optional(),
}

/** The empty string clears the address; anything else must be one. */
const emailAddress = z
  .string()
  .trim()
  .max(254)
  .refine((value) => value === '' || z.email().safeParse(value).success)
  .transform((value) => (value === '' ? null : value))
  .optional()

const fields = {
  email_address: emailAddress,
  email_address_or_phone_number: emailAddress,
  username: clearable(64),
  web3_wallet: clearable(64),
  password: clearable(1000),
  first_name: clearable(256),
  last_name: clearable(256),
  locale: clearable(35),
  unsafe_metadata: formMetadata.optional(),
  legal_accepted: formBoolean.optional(),
  /** Starts this way of proving the address in the same call. */
  strategy: text(64),
  redirect_url: text(2000),
  ...hints,
}

const refusals = [
  'form_identifier_exists',
  'form_param_format_invalid',
  'form_param_unknown',
  'form_param_value_disabled',
  'form_param_exceeds_allowed_size',
  'form_password_length_too_short',
  'form_password_length_too_long',
  'form_username_invalid_length',
  'form_username_invalid_character',
  'form_username_needs_non_number_char',
  'verification_code_too_many_requests',
  'too_many_requests',
  'prohibited_redirect_url',
  'verification_strategy_invalid',
] as const

export const createSignUpRoute = defineRoute({
  audience: 'frontend',
  operationId: 'createSignUps',
  method: 'post',
  path: '/v1/client/sign_ups',
  summary: 'Start to sign up; when nothing is missing the user is made at once',
  body: z.strictObject({
    ...fields,
    transfer: formBoolean.optional(),
    ticket: text(1000),
    token: text(8192),
  }),
  output: SignUpResource,
  errors: [
    ...refusals,
    'sign_up_mode_restricted',
    'session_exists',
    'account_transfer_invalid',
    'ticket_invalid_code',
    'ticket_expired_code',
    'organization_not_enabled_in_instance',
    'organization_invitation_already_accepted',
    'organization_invitation_revoked_code',
    'organization_invitation_to_deleted_organization',
    'organization_invitation_identification_already_exists',
    'organization_membership_quota_exceeded',
  ],
})

export const getSignUpRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getSignUps',
  method: 'get',
  path: '/v1/client/sign_ups/{sign_up_id}',
  summary: 'Read a sign-up, while a link is waited for',
  params: signUpIdParam,
  query: nonceQuery,
  output: SignUpResource,
  errors: ['resource_not_found'],
})

export const updateSignUpRoute = defineRoute({
  audience: 'frontend',
  operationId: 'updateSignUps',
  method: 'patch',
  path: '/v1/client/sign_ups/{sign_up_id}',
  summary: 'Give what was missing, or something else instead',
  params: signUpIdParam,
  body: z.strictObject(fields),
  output: SignUpResource,
  errors: [...refusals, 'resource_not_found', 'client_state_invalid', 'sign_up_outdated_verification'],
})

export const prepareVerificationRoute = defineRoute({
  audience: 'frontend',
  operationId: 'prepareSignUpsVerification',
  method: 'post',
  path: '/v1/client/sign_ups/{sign_up_id}/prepare_verification',
  summary: 'Send a code or a link to the new address, or get the message that a wallet is to sign',
  params: signUpIdParam,
  body: z.strictObject({ ...hints, strategy: z.string().max(64), redirect_url: text(2000) }),
  output: SignUpResource,
  errors: [
    'resource_not_found',
    'client_state_invalid',
    'verification_strategy_invalid',
    'verification_already_verified',
    'verification_code_too_many_requests',
    'prohibited_redirect_url',
    'form_param_missing',
  ],
})

export const attemptVerificationRoute = defineRoute({
  audience: 'frontend',
  operationId: 'attemptSignUpsVerification',
  method: 'post',
  path: '/v1/client/sign_ups/{sign_up_id}/attempt_verification',
  summary: 'Give the code that was sent, or the signature of a wallet',
  params: signUpIdParam,
  body: z.strictObject({ strategy: z.string().max(64), code: text(32), signature: text(16_384) }),
  output: SignUpResource,
  errors: [
    'resource_not_found',
    'client_state_invalid',
    'form_code_incorrect',
    'form_incorrect_signature',
    'form_param_nil',
    'form_param_missing',
    'verification_expired',
    'verification_failed',
    'verification_missing',
    'verification_already_verified',
    'verification_strategy_invalid',
    'form_identifier_exists',
    'too_many_requests',
  ],
})
