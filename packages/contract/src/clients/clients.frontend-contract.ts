import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { ClientStateResource } from './clients.schema.ts'

const state = ClientStateResource.nullable()

export const getClientRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getClient',
  method: 'get',
  path: '/v1/client',
  summary: 'Read who is signed in on this client; null for a browser never seen',
  output: state,
  errors: [],
})

export const putClientRoute = defineRoute({
  audience: 'frontend',
  operationId: 'putClient',
  method: 'put',
  path: '/v1/client',
  summary: 'Read this client, made now if there was none',
  body: z.object({}),
  output: state,
  errors: ['origin_invalid'],
})

export const postClientRoute = defineRoute({
  audience: 'frontend',
  operationId: 'postClient',
  method: 'post',
  path: '/v1/client',
  summary: 'Read this client, made now if there was none',
  body: z.strictObject({}),
  output: state,
  errors: ['origin_invalid', 'form_param_unknown'],
})

export const deleteClientRoute = defineRoute({
  audience: 'frontend',
  operationId: 'deleteClientSessions',
  method: 'delete',
  path: '/v1/client',
  summary: 'Sign everybody out on this client and forget it',
  output: state,
  errors: ['origin_invalid'],
})

export const removeClientSessionsRoute = defineRoute({
  audience: 'frontend',
  operationId: 'removeClientSessionsAndRetainCookie',
  method: 'delete',
  path: '/v1/client/sessions',
  summary: 'Sign everybody out on this client; the client itself stays known',
  output: state,
  errors: ['origin_invalid'],
})

const redirectQuery = z.object({ redirect_url: z.string().max(4096) })

/** Not in the reference: clerk-js navigates here when the cookie would soon expire (wire contract 3.7). */
export const touchClientRoute = defineRoute({
  audience: 'frontend',
  operationId: 'touchClient',
  method: 'get',
  path: '/v1/client/touch',
  summary: 'Renew the client’s cookie as a page of its own, and go back',
  query: redirectQuery,
  output: z.null(),
  errors: ['form_param_missing', 'invalid_redirect_url', 'prohibited_redirect_url'],
})

export const clearSiteDataRoute = defineRoute({
  audience: 'frontend',
  operationId: 'clearSiteData',
  method: 'get',
  path: '/v1/clear-site-data',
  summary: 'Make this browser forget its client',
  output: z.null(),
  errors: [],
})
