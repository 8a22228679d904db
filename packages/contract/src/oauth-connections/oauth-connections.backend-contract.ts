import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import { CustomProvider, OAuthConnectionResource, OAuthProviderResource } from './oauth-connections.schema.ts'

const providerParam = z.object({ provider: z.string().min(1).max(64) })

export const listOAuthProvidersRoute = defineRoute({
  audience: 'backend',
  operationId: 'listOAuthProviders',
  method: 'get',
  path: '/v1/keywright/oauth_providers',
  summary: 'The providers this server knows, and what each needs',
  output: z.object({ data: z.array(OAuthProviderResource), total_count: z.number().int() }),
  errors: [],
})

export const listOAuthConnectionsRoute = defineRoute({
  audience: 'backend',
  operationId: 'listOAuthConnections',
  method: 'get',
  path: '/v1/keywright/oauth_connections',
  summary: 'The providers that were set up for this instance',
  output: z.object({ data: z.array(OAuthConnectionResource), total_count: z.number().int() }),
  errors: [],
})

export const getOAuthConnectionRoute = defineRoute({
  audience: 'backend',
  operationId: 'getOAuthConnection',
  method: 'get',
  path: '/v1/keywright/oauth_connections/{provider}',
  summary: 'How a provider was set up',
  params: providerParam,
  output: OAuthConnectionResource,
  errors: ['resource_not_found'],
})

export const updateOAuthConnectionRoute = defineRoute({
  audience: 'backend',
  operationId: 'updateOAuthConnection',
  method: 'patch',
  path: '/v1/keywright/oauth_connections/{provider}',
  summary:
    'Set a provider up, or change how; what is absent stays. A custom one is named `custom_` and a key',
  params: providerParam,
  body: z.strictObject({
    enabled: z.boolean().optional(),
    authenticatable: z.boolean().optional(),
    credentials: z.enum(['development', 'own']).optional(),
    client_id: z.string().max(512).optional(),
    client_secret: z.string().max(8192).optional(),
    additional_scopes: z.array(z.string().min(1).max(200)).max(50).optional(),
    block_email_subaddresses: z.boolean().optional(),
    options: z.record(z.string().max(64), z.string().max(8192)).optional(),
    custom: CustomProvider.optional(),
  }),
  output: OAuthConnectionResource,
  errors: [
    'resource_not_found',
    'oauth_config_missing',
    'oauth_shared_credentials_not_supported',
    'form_param_value_invalid',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const deleteOAuthConnectionRoute = defineRoute({
  audience: 'backend',
  operationId: 'deleteOAuthConnection',
  method: 'delete',
  path: '/v1/keywright/oauth_connections/{provider}',
  summary: 'Forget how a provider was set up; accounts that users connected stay, and cannot be used',
  params: providerParam,
  output: DeletedObject,
  errors: ['resource_not_found'],
})
