import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { JsonWebKeySet, TokenResource } from './tokens.schema.ts'

export const getBackendJwksRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetJWKS',
  method: 'get',
  path: '/v1/jwks',
  summary: 'The public keys that verify this instance’s tokens',
  output: JsonWebKeySet,
  errors: [],
})

/** A server may ask for another life than the instance's, and for the organization that the tab of a request is in. */
export const CreateTokenBody = z.strictObject({
  expires_in_seconds: z.number().int().min(30).max(315_360_000).nullish(),
  organization_id: z
    .string()
    .max(255)
    .nullable()
    .optional()
    .describe(
      'Ours: the organization that the token is for. Absent: the one that is active in the session; `null`: none.',
    ),
})

export const createBackendSessionTokenRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateSessionToken',
  method: 'post',
  path: '/v1/sessions/{session_id}/tokens',
  summary: 'Make a token for a session, as its browser would get it',
  params: z.object({ session_id: z.string() }),
  body: CreateTokenBody,
  output: TokenResource,
  errors: [
    'resource_not_found',
    'organization_policy_unmet',
    'form_param_value_invalid',
    'form_param_value_too_large',
  ],
})

export const createBackendTemplateTokenRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateSessionTokenFromTemplate',
  method: 'post',
  path: '/v1/sessions/{session_id}/tokens/{template_name}',
  summary: 'Make a token for a session from a JWT template',
  params: z.object({ session_id: z.string(), template_name: z.string() }),
  body: CreateTokenBody,
  output: TokenResource,
  errors: [
    'resource_not_found',
    'organization_policy_unmet',
    'form_param_value_invalid',
    'form_param_value_too_large',
  ],
})
