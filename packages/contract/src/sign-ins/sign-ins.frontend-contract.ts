import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { nonceQuery } from '../shared/strategies.schema.ts'
import { formBoolean, formNullableText } from '../shared/values.schema.ts'
import { SignInResource } from './sign-ins.schema.ts'

const signInIdParam = z.object({ sign_in_id: z.string() })
/** Forms write what is absent as the empty string. */
const text = (lengthMax: number) => z.string().max(lengthMax).optional()
const redirects = { redirect_url: text(2000), action_complete_redirect_url: text(2000) }

/** Sent by official SDKs for features this server does not have: read and ignored, so that they can go on without them. */
const hints = {
  locale: formNullableText.optional(),
  oidc_prompt: formNullableText.optional(),
  oidc_login_hint: formNullableText.optional(),
  proof_token: formNullableText.optional(),
}

export const createSignInRoute = defineRoute({
  audience: 'frontend',
  operationId: 'createSignIn',
  method: 'post',
  path: '/v1/client/sign_ins',
  summary: 'Start to sign in; with an identifier and a proof it may be over at once',
  body: z.strictObject({
    ...hints,
    ...redirects,
    identifier: text(320),
    password: text(1000),
    strategy: text(64),
    ticket: text(1000),
    token: text(8192),
    transfer: formBoolean.optional(),
    sign_up_if_missing: formBoolean.optional(),
  }),
  output: SignInResource,
  errors: [
    'form_identifier_not_found',
    'form_password_incorrect',
    'form_password_or_identifier_incorrect',
    'form_password_compromised',
    'strategy_for_user_invalid',
    'session_exists',
    'identifier_already_signed_in',
    'user_locked',
    'user_banned',
    'ticket_invalid_code',
    'ticket_expired_code',
    'organization_not_enabled_in_instance',
    'organization_invitation_already_accepted',
    'organization_invitation_revoked_code',
    'organization_invitation_to_deleted_organization',
    'organization_invitation_identification_not_exist',
    'organization_membership_quota_exceeded',
    'sign_in_token_already_used_code',
    'sign_in_token_revoked_code',
    'account_transfer_invalid',
    'verification_code_too_many_requests',
    'too_many_requests',
    'prohibited_redirect_url',
  ],
})

export const getSignInRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getSignIn',
  method: 'get',
  path: '/v1/client/sign_ins/{sign_in_id}',
  summary: 'Read an attempt to sign in, while a link is waited for',
  params: signInIdParam,
  query: nonceQuery,
  output: SignInResource,
  errors: ['resource_not_found'],
})

export const prepareFirstFactorRoute = defineRoute({
  audience: 'frontend',
  operationId: 'prepareSignInFactorOne',
  method: 'post',
  path: '/v1/client/sign_ins/{sign_in_id}/prepare_first_factor',
  summary: 'Send a code or a link, or get the message that a wallet is to sign',
  params: signInIdParam,
  body: z.strictObject({
    ...hints,
    ...redirects,
    strategy: z.string().max(64),
    email_address_id: text(64),
    web3_wallet_id: text(64),
  }),
  output: SignInResource,
  errors: [
    'resource_not_found',
    'strategy_for_user_invalid',
    'verification_code_too_many_requests',
    'prohibited_redirect_url',
    'form_param_missing',
    'client_state_invalid',
    'user_locked',
  ],
})

export const attemptFirstFactorRoute = defineRoute({
  audience: 'frontend',
  operationId: 'attemptSignInFactorOne',
  method: 'post',
  path: '/v1/client/sign_ins/{sign_in_id}/attempt_first_factor',
  summary: 'Give the proof: a password, a code, a signature or a ticket',
  params: signInIdParam,
  body: z.strictObject({
    strategy: z.string().max(64),
    code: text(32),
    password: text(1000),
    ticket: text(1000),
    signature: text(16_384),
  }),
  output: SignInResource,
  errors: [
    'resource_not_found',
    'form_code_incorrect',
    'form_incorrect_signature',
    'form_param_nil',
    'form_identifier_not_found',
    'form_password_incorrect',
    'form_password_compromised',
    'form_password_or_identifier_incorrect',
    'verification_expired',
    'verification_failed',
    'verification_missing',
    'verification_already_verified',
    'strategy_for_user_invalid',
    'client_state_invalid',
    'user_locked',
    'user_banned',
    'too_many_requests',
  ],
})

export const resetPasswordRoute = defineRoute({
  audience: 'frontend',
  operationId: 'resetPassword',
  method: 'post',
  path: '/v1/client/sign_ins/{sign_in_id}/reset_password',
  summary: 'Choose a new password, once the address is proven',
  params: signInIdParam,
  body: z.strictObject({
    password: z.string().max(1000),
    sign_out_of_other_sessions: formBoolean.optional(),
  }),
  output: SignInResource,
  errors: [
    'resource_not_found',
    'client_state_invalid',
    'form_password_length_too_short',
    'form_new_password_matches_current',
  ],
})

export const prepareSecondFactorRoute = defineRoute({
  audience: 'frontend',
  operationId: 'prepareSignInFactorTwo',
  method: 'post',
  path: '/v1/client/sign_ins/{sign_in_id}/prepare_second_factor',
  summary: 'Send the code of a second factor',
  params: signInIdParam,
  body: z.strictObject({
    ...hints,
    ...redirects,
    strategy: text(64),
    email_address_id: text(64),
    phone_number_id: text(64),
  }),
  output: SignInResource,
  errors: [
    'resource_not_found',
    'client_state_invalid',
    'no_second_factors',
    'strategy_for_user_invalid',
    'verification_strategy_invalid',
  ],
})

export const attemptSecondFactorRoute = defineRoute({
  audience: 'frontend',
  operationId: 'attemptSignInFactorTwo',
  method: 'post',
  path: '/v1/client/sign_ins/{sign_in_id}/attempt_second_factor',
  summary: 'Give the code of a second factor',
  params: signInIdParam,
  body: z.strictObject({ strategy: text(64), code: text(64) }),
  output: SignInResource,
  errors: [
    'resource_not_found',
    'client_state_invalid',
    'no_second_factors',
    'strategy_for_user_invalid',
    'form_param_missing',
    'form_code_incorrect',
    'user_locked',
    'user_banned',
    'too_many_requests',
  ],
})
