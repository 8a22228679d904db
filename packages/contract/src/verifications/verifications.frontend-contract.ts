import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

/** The page between a link and its effect is HTML; no schema describes it. */
const page = z.unknown()

export const verifyLinkRoute = defineRoute({
  audience: 'frontend',
  operationId: 'verify',
  method: 'get',
  path: '/v1/verify',
  summary:
    'Open a link sent by email: goes on to the app, or asks first when another device asked for the link',
  envelope: 'bare',
  query: z.object({ token: z.string().min(1).max(200) }),
  output: page,
  errors: ['verification_link_token_invalid', 'form_param_missing'],
})

export const confirmLinkRoute = defineRoute({
  audience: 'frontend',
  operationId: 'confirmLink',
  method: 'post',
  path: '/v1/keywright/verify',
  summary: 'Confirm a link on another device than the one that asked for it',
  envelope: 'bare',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  output: page,
  errors: ['verification_link_token_invalid', 'form_param_missing'],
})
