import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf, paginatedFlag, paginationQuery } from '../shared/pagination.schema.ts'
import { SessionResource, SessionStatus } from './sessions.schema.ts'

const sessionIdParam = z.object({ session_id: z.string() })

export const listSessionsRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetSessionList',
  method: 'get',
  path: '/v1/sessions',
  summary: 'List sessions, newest first',
  query: z.object({
    ...paginationQuery,
    ...paginatedFlag,
    client_id: z.string().optional(),
    user_id: z.string().optional(),
    status: SessionStatus.optional(),
  }),
  output: z.union([z.array(SessionResource), pageOf(SessionResource)]),
  errors: ['form_param_value_invalid', 'form_param_format_invalid'],
})

export const createSessionRoute = defineRoute({
  audience: 'backend',
  operationId: 'createSession',
  method: 'post',
  path: '/v1/sessions',
  summary: 'Sign a user in on a client of their own, for tests',
  body: z.strictObject({ user_id: z.string(), active_organization_id: z.string().nullish() }),
  output: SessionResource,
  errors: ['resource_not_found', 'form_param_missing', 'form_param_unknown', 'user_banned'],
})

export const getSessionRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetSession',
  method: 'get',
  path: '/v1/sessions/{session_id}',
  summary: 'Read a session',
  params: sessionIdParam,
  output: SessionResource,
  errors: ['resource_not_found'],
})

export const revokeSessionRoute = defineRoute({
  audience: 'backend',
  operationId: 'RevokeSession',
  method: 'post',
  path: '/v1/sessions/{session_id}/revoke',
  summary: 'End a session; its tokens are refused within a second where the revocation feed is read',
  params: sessionIdParam,
  output: SessionResource,
  errors: ['resource_not_found', 'invalid_action_for_session'],
})

export const verifySessionRoute = defineRoute({
  audience: 'backend',
  operationId: 'VerifySession',
  method: 'post',
  path: '/v1/sessions/{session_id}/verify',
  summary: 'Check that a session token belongs to a session that goes on',
  params: sessionIdParam,
  body: z.strictObject({ token: z.string().max(8192) }),
  output: SessionResource,
  errors: ['resource_not_found', 'invalid_session_token', 'form_param_missing'],
})

/** What an app's server sends for a browser whose session token has just expired (wire contract 4.5). */
export const refreshSessionRoute = defineRoute({
  audience: 'backend',
  operationId: 'RefreshSession',
  method: 'post',
  path: '/v1/sessions/{session_id}/refresh',
  summary: 'Exchange an expired session token and its refresh token for new ones',
  params: sessionIdParam,
  query: z.object({ suffixed_cookies: z.string().optional() }),
  body: z.strictObject({
    expired_token: z.string().max(8192),
    refresh_token: z.string().max(200),
    request_origin: z.string().max(2048),
    request_headers: z.record(z.string(), z.unknown()).nullish(),
    format: z.enum(['token', 'cookie']).nullish(),
    request_originating_ip: z.string().max(100).nullish(),
  }),
  output: z.union([
    z.object({ object: z.literal('cookies'), cookies: z.array(z.string()) }),
    z.object({ object: z.literal('token'), jwt: z.string() }),
  ]),
  errors: [
    'organization_policy_unmet',
    'expired_session_token_invalid',
    'expired_session_token_missing_azp',
    'expired_session_token_missing_sid',
    'refresh_request_origin_invalid',
    'refresh_request_origin_azp_mismatch',
    'refresh_sid_mismatch',
    'refresh_token_not_found',
    'session_refresh_session_not_found',
    'session_refresh_inactive_session',
    'session_refresh_user_not_found',
    'session_refresh_session_token_ineligible',
    'session_refresh_expired_session_token_too_old',
    'session_refresh_expired_session_token_consumed',
    'session_refresh_expired_session_token_missing_iat',
  ],
})
