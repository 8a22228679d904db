import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { metadata, oneOrMany } from '../shared/values.schema.ts'

const instanceParams = z.object({ applicationID: z.string(), envOrInsID: z.string() })
const keys = oneOrMany.optional()
const changeFlags = { dry_run: z.stringbool().default(false), destructive: z.stringbool().default(false) }

/** The settings document with its version; which groups it has is said by its schema operation. */
export const PlatformConfig = z.looseObject({ config_version: z.string() }).meta({ id: 'PlatformConfig' })

/** What a change of the settings did, or in a dry run would do. */
export const PlatformConfigChange = z
  .object({ config_version: z.string(), dry_run: z.boolean(), before: metadata, after: metadata })
  .meta({ id: 'PlatformConfigChange' })

export const getConfigRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformGetConfig',
  method: 'get',
  path: '/v1/platform/applications/{applicationID}/instances/{envOrInsID}/config',
  summary: 'Read the settings of an instance',
  params: instanceParams,
  query: z.object({ keys }),
  output: PlatformConfig,
  errors: ['resource_not_found', 'malformed_request_parameters'],
})

export const patchConfigRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformPatchConfig',
  method: 'patch',
  path: '/v1/platform/applications/{applicationID}/instances/{envOrInsID}/config',
  summary: 'Change settings of an instance; If-Match names the version they must still have',
  params: instanceParams,
  query: z.object({ ...changeFlags, keys }),
  body: metadata,
  output: PlatformConfigChange,
  errors: [
    'resource_not_found',
    'conflict',
    'form_param_unknown',
    'form_param_nil',
    'breaks_instance_invariant',
  ],
})

export const putConfigRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformPutConfig',
  method: 'put',
  path: '/v1/platform/applications/{applicationID}/instances/{envOrInsID}/config',
  summary: 'Replace all settings of an instance; every group must be given',
  params: instanceParams,
  query: z.object(changeFlags),
  body: metadata,
  output: PlatformConfigChange,
  errors: [
    'resource_not_found',
    'conflict',
    'malformed_request_parameters',
    'form_param_unknown',
    'breaks_instance_invariant',
  ],
})

export const getConfigSchemaRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformGetConfigSchema',
  method: 'get',
  path: '/v1/platform/applications/{applicationID}/instances/{envOrInsID}/config/schema',
  summary: 'Read the JSON Schema of the settings',
  params: instanceParams,
  query: z.object({ keys }),
  output: metadata,
  errors: ['resource_not_found', 'malformed_request_parameters'],
})
