import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

/** What an app's proxy hears when it is asked whether it works. */
export const ProxyHealth = z
  .object({
    status: z.enum(['healthy', 'unhealthy']),
    x_forwarded_for: z.string().optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'ProxyHealth' })

export const getProxyHealthRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getProxyHealth',
  method: 'get',
  path: '/v1/proxy-health',
  summary: 'Say to a proxy whether its requests arrive as they should',
  auth: 'public',
  envelope: 'bare',
  query: z.object({ domain_id: z.string() }),
  output: ProxyHealth,
  errors: ['form_param_missing', 'proxy_request_missing_secret_key', 'proxy_request_invalid_secret_key'],
})

/** The outcome of asking a proxy whether it works. */
export const ProxyCheckResource = z
  .object({
    object: z.literal('proxy_check'),
    id: z.string(),
    domain_id: z.string(),
    last_run_at: z.number().int().nullable(),
    proxy_url: z.string(),
    successful: z.boolean(),
    created_at: z.number().int(),
    updated_at: z.number().int(),
  })
  .meta({ id: 'ProxyCheck' })

export const verifyDomainProxyRoute = defineRoute({
  audience: 'backend',
  operationId: 'VerifyDomainProxy',
  method: 'post',
  path: '/v1/proxy_checks',
  summary: 'Find out whether an app’s proxy reaches this server',
  body: z.strictObject({ domain_id: z.string().optional(), proxy_url: z.string().max(2000).optional() }),
  output: ProxyCheckResource,
  errors: ['form_param_missing', 'form_param_format_invalid', 'resource_not_found'],
})
