import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

/** What providers send back (RFC 6749 §4.1.2, RFC 9207 §2); they add more, which is left alone. */
const answer = z.object({
  state: z.string().min(1).max(512),
  code: z.string().max(8192).optional(),
  error: z.string().max(256).optional(),
  error_description: z.string().max(8192).optional(),
  iss: z.string().max(2048).optional(),
  scope: z.string().max(8192).optional(),
  /** Apple: the name, as JSON, the first time only. */
  user: z.string().max(8192).optional(),
})

export const oauthCallbackRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getOauthCallback',
  method: 'get',
  path: '/v1/oauth_callback',
  summary: 'Where providers send the browser: goes on to the app',
  envelope: 'bare',
  query: answer,
  output: z.unknown(),
  errors: ['oauth_callback_invalid', 'form_param_missing'],
})

export const oauthPostCallbackRoute = defineRoute({
  audience: 'frontend',
  operationId: 'postOauthCallback',
  auth: 'public',
  method: 'post',
  path: '/v1/oauth_callback',
  summary:
    'The same for providers that post: a cross-site POST carries no Lax cookie, so it goes on to the GET',
  envelope: 'bare',
  body: answer,
  output: z.unknown(),
  errors: ['oauth_callback_invalid', 'form_param_missing'],
})
