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

/** SDKs sign the user out at any 422 here (wire contract 3.4), so a hint that makes no sense is left unread. */
const hint = z.string().optional().catch(undefined)

/** What SDKs send: which organization the tab that asks is in; and hints, which change nothing here. */
const TokenBody = z.object({
  organization_id: formNullableText.optional().catch(undefined),
  ...{ tab_state: hint, token: hint, force_origin: hint },
})

export const createSessionTokenRoute = defineRoute({
  audience: 'frontend',
  operationId: 'createSessionToken',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/tokens',
  summary: 'Make a session token for a session of this client',
  envelope: 'bare',
  params: z.object({ session_id: z.string() }),
  body: TokenBody,
  output: TokenResource,
  errors: [
    'signed_out',
    'authentication_invalid',
    'resource_not_found',
    'organization_policy_unmet',
    'session_token_too_large',
  ],
})

export const createTemplateTokenRoute = defineRoute({
  audience: 'frontend',
  operationId: 'createSessionTokenWithTemplate',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/tokens/{template_name}',
  summary: 'Make a token from a JWT template for a session of this client',
  envelope: 'bare',
  params: z.object({ session_id: z.string(), template_name: z.string() }),
  body: TokenBody,
  output: TokenResource,
  errors: ['signed_out', 'authentication_invalid', 'resource_not_found'],
})
