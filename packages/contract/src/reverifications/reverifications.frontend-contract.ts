import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { SecondFactor } from '../second-factors/second-factors.schema.ts'
import { ClientSessionResource } from '../sessions/sessions.schema.ts'
import { formNullableText } from '../shared/values.schema.ts'
import { SignInFactor } from '../sign-ins/sign-ins.schema.ts'
import { FactorVerification } from '../verifications/verifications.schema.ts'

const params = z.object({ session_id: z.string() })
const optionalText = formNullableText.optional()

/** A proof, within a session, that it is still its user who is there. */
export const SessionReverification = z
  .object({
    object: z.literal('session_reverification'),
    level: z.enum(['first_factor', 'second_factor', 'multi_factor']),
    status: z.enum(['needs_first_factor', 'needs_second_factor', 'complete']),
    session: ClientSessionResource,
    supported_first_factors: z.array(SignInFactor).nullable(),
    supported_second_factors: z.array(SecondFactor).nullable(),
    first_factor_verification: FactorVerification.nullable(),
    second_factor_verification: FactorVerification.nullable(),
  })
  .meta({ id: 'SessionReverification' })

export const startReverificationRoute = defineRoute({
  audience: 'frontend',
  operationId: 'startSessionReverification',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/verify',
  summary:
    'Begin to verify the user of a session again; where there is no second factor, the first is enough',
  params,
  body: z.strictObject({ level: z.enum(['first_factor', 'second_factor', 'multi_factor']) }),
  output: SessionReverification,
  errors: ['session_not_found', 'form_param_missing', 'form_param_value_invalid'],
})

export const prepareReverificationRoute = defineRoute({
  audience: 'frontend',
  operationId: 'prepareSessionReverificationFirstFactor',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/verify/prepare_first_factor',
  summary: 'Send a code for the verification of a session',
  params,
  body: z.strictObject({
    strategy: z.enum(['email_code', 'phone_code', 'passkey', 'enterprise_sso']),
    email_address_id: optionalText,
    phone_number_id: optionalText,
    redirect_url: optionalText,
    enterprise_connection_id: optionalText,
    channel: optionalText,
  }),
  output: SessionReverification,
  errors: [
    'session_not_found',
    'session_reverification_missing',
    'strategy_for_user_invalid',
    'verification_code_too_many_requests',
  ],
})

export const attemptReverificationRoute = defineRoute({
  audience: 'frontend',
  operationId: 'attemptSessionReverificationFirstFactor',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/verify/attempt_first_factor',
  summary: 'Verify the user of a session again, by password or by the code that was sent',
  params,
  body: z.strictObject({
    strategy: z.enum(['email_code', 'password', 'phone_code', 'passkey']),
    code: z.string().max(64).optional(),
    password: z.string().max(1000).optional(),
    public_key_credential: z.string().max(20_000).optional(),
  }),
  output: SessionReverification,
  errors: [
    'session_not_found',
    'session_reverification_missing',
    'strategy_for_user_invalid',
    'form_param_missing',
    'form_password_incorrect',
    'form_code_incorrect',
    'verification_failed',
    'verification_expired',
    'user_locked',
  ],
})

export const prepareSecondReverificationRoute = defineRoute({
  audience: 'frontend',
  operationId: 'prepareSessionReverificationSecondFactor',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/verify/prepare_second_factor',
  summary: 'Send the code of a second factor for the verification of a session',
  params,
  body: z.strictObject({ strategy: z.string().max(64).nullish(), phone_number_id: optionalText }),
  output: SessionReverification,
  errors: ['session_not_found', 'strategy_for_user_invalid', 'verification_strategy_invalid'],
})

export const attemptSecondReverificationRoute = defineRoute({
  audience: 'frontend',
  operationId: 'attemptSessionReverificationSecondFactor',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/verify/attempt_second_factor',
  summary: 'Verify the user of a session again, by a code of their second factor',
  params,
  body: z.strictObject({ strategy: z.string().max(64), code: z.string().max(64).optional() }),
  output: SessionReverification,
  errors: [
    'session_not_found',
    'session_reverification_missing',
    'strategy_for_user_invalid',
    'form_param_missing',
    'form_code_incorrect',
    'user_locked',
    'too_many_requests',
  ],
})
