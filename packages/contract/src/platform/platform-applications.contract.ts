import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import {
  PlatformApplication,
  PlatformCreatedInstance,
  PlatformDeletedObject,
  PlatformRotatedKeys,
} from './platform-applications.schema.ts'

const applicationParam = z.object({ applicationID: z.string() })
const instanceParams = applicationParam.extend({ envOrInsID: z.string() })
const includeSecretKeys = z.object({ include_secret_keys: z.stringbool().default(false) })
const name = z.string().min(1).max(256)

export const listApplicationsRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformListApplications',
  method: 'get',
  path: '/v1/platform/applications',
  summary: 'List the applications of this server',
  query: includeSecretKeys,
  output: z.array(PlatformApplication),
  errors: ['authentication_invalid'],
})

export const createApplicationRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformCreateApplication',
  method: 'post',
  path: '/v1/platform/applications',
  summary: 'Create an application with its instances',
  body: z.strictObject({
    name,
    domain: z.string().max(253).optional(),
    proxy_path: z.string().max(200).optional(),
    environment_types: z
      .array(z.enum(['development', 'production']))
      .min(1)
      .max(2)
      .default(['development']),
    template: z.string().max(100).optional(),
  }),
  output: PlatformApplication,
  errors: [
    'form_param_missing',
    'form_conditional_param_missing',
    'form_param_value_invalid',
    'home_url_taken',
  ],
})

export const getApplicationRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformGetApplication',
  method: 'get',
  path: '/v1/platform/applications/{applicationID}',
  summary: 'Read an application',
  params: applicationParam,
  query: includeSecretKeys,
  output: PlatformApplication,
  errors: ['resource_not_found'],
})

export const updateApplicationRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformUpdateApplication',
  method: 'patch',
  path: '/v1/platform/applications/{applicationID}',
  summary: 'Rename an application',
  params: applicationParam,
  body: z.strictObject({ name: name.optional() }),
  output: PlatformApplication,
  errors: ['resource_not_found'],
})

export const deleteApplicationRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformDeleteApplication',
  method: 'delete',
  path: '/v1/platform/applications/{applicationID}',
  summary: 'Delete an application with all its instances and their users',
  params: applicationParam,
  output: PlatformDeletedObject,
  errors: ['resource_not_found', 'request_invalid_for_instance'],
})

export const createPlatformInstanceRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformCreateInstance',
  method: 'post',
  path: '/v1/platform/applications/{applicationID}/instances',
  summary: 'Add a production instance to an application',
  params: applicationParam,
  status: 201,
  body: z.strictObject({
    domain: z.string().min(1).max(253),
    environment_type: z.literal('production').default('production'),
    clone_instance_id: z.string().nullish(),
  }),
  output: PlatformCreatedInstance,
  errors: ['resource_not_found', 'form_param_format_invalid', 'home_url_taken', 'duplicate_record'],
})

const rotateBody = z.strictObject({
  delay_old_secrets_expiration_hours: z.number().int().min(0).max(72).optional(),
  reason: z.string().max(500).optional(),
})

export const rotateSecretKeysRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformRotateSecretKeys',
  method: 'post',
  path: '/v1/platform/applications/{applicationID}/rotate_secret_keys',
  summary: 'Give every instance of an application a new secret key',
  params: applicationParam,
  body: rotateBody,
  output: PlatformRotatedKeys,
  errors: ['resource_not_found'],
})

export const rotateInstanceSecretKeysRoute = defineRoute({
  audience: 'platform',
  operationId: 'PlatformRotateInstanceSecretKeys',
  method: 'post',
  path: '/v1/platform/applications/{applicationID}/instances/{envOrInsID}/rotate_secret_keys',
  summary: 'Give one instance a new secret key',
  params: instanceParams,
  body: rotateBody,
  output: PlatformRotatedKeys,
  errors: ['resource_not_found'],
})
