import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

/** Where an app's server sends a browser to learn, by redirect, who is signed in (wire contract 4.1). */
export const handshakeRoute = defineRoute({
  audience: 'frontend',
  operationId: 'handshakeClient',
  method: 'get',
  path: '/v1/client/handshake',
  summary: 'Send the browser back to its app with the cookies that say who is signed in',
  query: z.object({
    redirect_url: z.string().max(8192).optional(),
    // Tolerant: whatever is no nonce is answered in the older way.
    format: z.string().optional(),
    organization_id: z.string().max(256).optional(),
    satellite_fapi: z.string().max(2048).optional(),
    __clerk_synced: z.string().optional(),
    __clerk_db_jwt: z.union([z.string(), z.array(z.string())]).optional(),
  }),
  output: z.null(),
  errors: ['missing_query_parameter', 'invalid_redirect_url', 'prohibited_redirect_url'],
})

export const syncClientRoute = defineRoute({
  audience: 'frontend',
  operationId: 'syncClient',
  method: 'get',
  path: '/v1/client/sync',
  summary: 'Send this browser from a satellite to the primary domain, and back with a single-use token',
  query: z.object({
    link_domain: z.string().max(253).optional(),
    redirect_url: z.string().max(8192).optional(),
    // Ours: ties the journey to the browser that set out.
    __clerk_sync_state: z.string().max(200).optional(),
  }),
  output: z.null(),
  errors: ['missing_query_parameter', 'invalid_redirect_url', 'prohibited_redirect_url'],
})

export const linkClientRoute = defineRoute({
  audience: 'frontend',
  operationId: 'linkClient',
  method: 'get',
  path: '/v1/client/link',
  summary: 'On a satellite: take over the client of the primary domain',
  query: z.object({ __clerk_token: z.string().max(200).optional() }),
  output: z.null(),
  errors: ['missing_query_parameter', 'sync_nonce_already_consumed', 'client_not_found'],
})
