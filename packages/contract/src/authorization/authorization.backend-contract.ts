import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

const reverification = z.union([
  z.enum(['strict_mfa', 'strict', 'moderate', 'lax']),
  z.strictObject({
    level: z.enum(['first_factor', 'second_factor', 'multi_factor']),
    after_minutes: z.number().int().min(1).max(5_256_000),
  }),
])

/** One reason for or against. */
export const AuthorizationCheck = z
  .object({
    subject: z.enum([
      'token',
      'session',
      'policy',
      'organization',
      'role',
      'permission',
      'feature',
      'plan',
      'reverification',
    ]),
    allowed: z.boolean(),
    code: z.string().describe('Stable, for programs: `permission_missing`.'),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuthorizationCheck' })

/** A decision with its reasons: the first check that refused decided, or the last of all that passed. */
export const AuthorizationDecision = z
  .object({
    allowed: z.boolean(),
    decided_by: z.string(),
    message: z.string(),
    checks: z.array(AuthorizationCheck),
  })
  .meta({ id: 'AuthorizationDecision' })

/** Why somebody may do something, or may not. */
export const AuthorizationExplanation = z
  .object({
    object: z.literal('authorization_explanation'),
    ...AuthorizationDecision.shape,
    user_id: z.string(),
    organization_id: z.string().nullable(),
    session_id: z.string().nullable(),
    /** What the decision is made from: what the token says, or what holds now. */
    source: z.enum(['token', 'database']),
    /** Beside a decision by a token: what holds now, and what a new token would say. */
    present: AuthorizationDecision.nullable(),
  })
  .meta({ id: 'AuthorizationExplanation' })

export const explainAuthorizationRoute = defineRoute({
  audience: 'backend',
  operationId: 'explainAuthorization',
  method: 'post',
  path: '/v1/authz/explain',
  summary:
    'Ours. Why a member may do something or may not: by a session token, also one that has expired, or by user and organization',
  body: z.strictObject({
    session_token: z.string().min(1).max(16_384).optional(),
    user_id: z.string().min(1).max(256).optional(),
    organization_id: z.string().min(1).max(256).nullish(),
    role: z.string().min(1).max(256).optional(),
    permission: z.string().min(1).max(256).optional(),
    reverification: reverification.optional(),
  }),
  output: AuthorizationExplanation,
  errors: [
    'resource_not_found',
    'invalid_session_token',
    'form_conditional_param_missing',
    'form_conditional_param_disallowed',
    'form_param_value_invalid',
    'form_param_unknown',
  ],
})
