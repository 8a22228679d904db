import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { SignInTokenResource } from './sign-in-tokens.schema.ts'

const thirtyDaysSeconds = 2_592_000

export const createSignInTokenRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateSignInToken',
  method: 'post',
  path: '/v1/sign_in_tokens',
  summary: 'Make a ticket with which a user can sign in once, without any other proof',
  body: z.strictObject({
    user_id: z.string(),
    expires_in_seconds: z
      .number()
      .int()
      .min(1)
      .max(315_360_000)
      .nullish()
      .transform((value) => value ?? thirtyDaysSeconds),
  }),
  output: SignInTokenResource,
  errors: ['resource_not_found', 'form_param_missing', 'form_param_value_invalid'],
})

export const revokeSignInTokenRoute = defineRoute({
  audience: 'backend',
  operationId: 'RevokeSignInToken',
  method: 'post',
  path: '/v1/sign_in_tokens/{sign_in_token_id}/revoke',
  summary: 'Make a ticket worthless that was not used yet',
  params: z.object({ sign_in_token_id: z.string() }),
  output: SignInTokenResource,
  errors: ['resource_not_found', 'sign_in_token_cannot_be_revoked_code'],
})
