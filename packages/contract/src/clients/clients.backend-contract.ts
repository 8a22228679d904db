import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf, paginatedFlag, paginationQuery } from '../shared/pagination.schema.ts'
import { ClientResource } from './clients.schema.ts'

export const listClientsRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetClientList',
  method: 'get',
  path: '/v1/clients',
  summary: 'List clients, newest first',
  query: z.object({ ...paginationQuery, ...paginatedFlag }),
  output: z.union([z.array(ClientResource), pageOf(ClientResource)]),
  errors: ['form_param_value_invalid'],
})

export const getClientByIdRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetClient',
  method: 'get',
  path: '/v1/clients/{client_id}',
  summary: 'Read a client',
  params: z.object({ client_id: z.string() }),
  output: ClientResource,
  errors: ['resource_not_found'],
})

export const verifyClientRoute = defineRoute({
  audience: 'backend',
  operationId: 'VerifyClient',
  method: 'post',
  path: '/v1/clients/verify',
  summary: 'Find the client a session token was made for',
  body: z.strictObject({ token: z.string().max(8192) }),
  output: ClientResource,
  errors: ['invalid_session_token', 'resource_not_found', 'form_param_missing'],
})

export const getHandshakePayloadRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetHandshakePayload',
  method: 'get',
  path: '/v1/clients/handshake_payload',
  summary: 'Fetch, once, the cookies that a handshake left under a nonce',
  query: z.object({ nonce: z.string().max(200) }),
  output: z.object({ directives: z.array(z.string()) }),
  errors: ['resource_not_found', 'form_param_missing'],
})
