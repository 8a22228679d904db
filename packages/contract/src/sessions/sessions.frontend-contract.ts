import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { formNullableText } from '../shared/values.schema.ts'
import { ActiveSessionResource, ClientSessionResource } from './sessions.schema.ts'

const sessionIdParam = z.object({ session_id: z.string() })

export const getClientSessionRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getSession',
  method: 'get',
  path: '/v1/client/sessions/{session_id}',
  summary: 'Read a session of this client in which somebody is signed in',
  params: sessionIdParam,
  output: ClientSessionResource,
  errors: ['session_not_found'],
})

/** Body fields that are not known are ignored: browsers take a 422 of this call for a session that has ended (wire contract 3.4). */
export const touchSessionRoute = defineRoute({
  audience: 'frontend',
  operationId: 'touchSession',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/touch',
  summary: 'Make a session the active one of this client, and note that it is in use',
  params: sessionIdParam,
  body: z.object({
    active_organization_id: formNullableText.optional(),
    intent: z.string().max(50).nullish(),
  }),
  output: ClientSessionResource,
  errors: ['signed_out', 'resource_not_found', 'organization_policy_unmet', 'personal_accounts_not_allowed'],
})

export const endSessionRoute = defineRoute({
  audience: 'frontend',
  operationId: 'endSession',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/end',
  summary: 'Sign out of a session',
  params: sessionIdParam,
  output: ClientSessionResource,
  errors: ['session_not_found'],
})

export const removeSessionRoute = defineRoute({
  audience: 'frontend',
  operationId: 'removeSession',
  method: 'post',
  path: '/v1/client/sessions/{session_id}/remove',
  summary: 'Sign out of a session and take the account off this client',
  params: sessionIdParam,
  output: ClientSessionResource,
  errors: ['session_not_found'],
})

export const listMySessionsRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getUsersSessions',
  method: 'get',
  path: '/v1/me/sessions',
  summary: 'List the sessions of the signed-in user on all clients',
  auth: 'session',
  envelope: 'bare',
  output: z.array(ClientSessionResource),
  errors: ['authentication_invalid'],
})

export const listMyActiveSessionsRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getSessions',
  method: 'get',
  path: '/v1/me/sessions/active',
  summary: 'List the sessions of the signed-in user with the devices they were begun on',
  auth: 'session',
  envelope: 'bare',
  output: z.array(ActiveSessionResource),
  errors: ['authentication_invalid'],
})

export const revokeMySessionRoute = defineRoute({
  audience: 'frontend',
  operationId: 'revokeSession',
  method: 'post',
  path: '/v1/me/sessions/{session_id}/revoke',
  summary: 'End a session of the signed-in user, on whichever client it is',
  auth: 'session',
  params: sessionIdParam,
  output: ClientSessionResource,
  errors: ['authentication_invalid', 'session_not_found', 'session_reverification_required'],
})
