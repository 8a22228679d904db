import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { formNullableText } from '../shared/values.schema.ts'
import { JsonWebKeySet, TokenResource } from './tokens.schema.ts'

export const getFrontendJwksRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getJWKS',
  method: 'get',
  path: '/.well-known/jwks.json',
  summary: 'The public keys that verify this instance’s tokens, for anybody',
  auth: 'public',
  envelope: 'bare',
  output: JsonWebKeySet,
  errors: [],
})

/** What SDKs send beside the organization (wire contract 3.4); it changes nothing here. */
const hints = {
  tab_state: z.string().max(50).optional(),
  token: z.string().max(20_000).optional(),
  force_origin: z.string().max(50).optional(),
}

export const createSessionTokenRoute = defineRoute({
  audience: 'frontend',
  operationId: 'createSessionToken',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/tokens',
  summary: 'Make a session token for a session of this client',
  envelope: 'bare',
  params: z.object({ session_id: z.string() }),
  body: z.object({ organization_id: formNullableText.optional(), ...hints }),
  output: TokenResource,
  errors: ['signed_out', 'authentication_invalid', 'resource_not_found'],
})

export const createTemplateTokenRoute = defineRoute({
  audience: 'frontend',
  operationId: 'createSessionTokenWithTemplate',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/tokens/{template_name}',
  summary: 'Make a token from a JWT template for a session of this client',
  envelope: 'bare',
  params: z.object({ session_id: z.string(), template_name: z.string() }),
  body: z.object(hints),
  output: TokenResource,
  errors: ['signed_out', 'authentication_invalid', 'resource_not_found'],
})
