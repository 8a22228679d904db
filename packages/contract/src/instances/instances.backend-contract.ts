import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import {
  InstanceAuthConfig,
  InstanceCommunication,
  InstanceResource,
  InstanceRestrictions,
} from './instances.schema.ts'

const flag = z.boolean().nullish()
const text = z.string().max(2000).nullish()

export const getInstanceRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetInstance',
  method: 'get',
  path: '/v1/instance',
  summary: 'Read the instance of the secret key',
  output: InstanceResource,
  errors: [],
})

export const updateInstanceRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateInstance',
  method: 'patch',
  path: '/v1/instance',
  summary: 'Change settings of the instance; null leaves a switch as it is',
  status: 204,
  body: z.strictObject({
    test_mode: flag,
    hibp: flag,
    support_email: text,
    clerk_js_version: text,
    development_origin: text,
    allowed_origins: z.array(z.string()).max(200).optional(),
    cookieless_dev: flag,
    url_based_session_syncing: flag,
    preferred_sign_in_strategy_when_password_required: z.enum(['password', 'otp', '']).nullish(),
  }),
  output: z.void(),
  errors: ['form_invalid_origin', 'form_param_unknown', 'request_invalid_for_environment'],
})

export const updateInstanceRestrictionsRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateInstanceRestrictions',
  method: 'patch',
  path: '/v1/instance/restrictions',
  summary: 'Change who may sign up',
  body: z.strictObject({
    allowlist: flag,
    blocklist: flag,
    allowlist_blocklist_disabled_on_sign_in: flag,
    block_email_subaddresses: flag,
    block_disposable_email_domains: flag,
  }),
  output: InstanceRestrictions,
  errors: ['form_param_unknown'],
})

export const updateInstanceAuthConfigRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateInstanceAuthConfig',
  method: 'patch',
  path: '/v1/beta_features/instance_settings',
  summary: 'Change settings of sign-up and mail',
  body: z.strictObject({
    restricted_to_allowlist: flag,
    from_email_address: text,
    progressive_sign_up: flag,
    test_mode: flag,
  }),
  output: InstanceAuthConfig,
  errors: ['form_param_format_invalid', 'form_param_unknown'],
})

export const getInstanceCommunicationRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetInstanceCommunication',
  method: 'get',
  path: '/v1/instance/communication',
  summary: 'Read to whom messages are not sent',
  output: InstanceCommunication,
  errors: [],
})

export const updateInstanceCommunicationRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateInstanceCommunication',
  method: 'patch',
  path: '/v1/instance/communication',
  summary: 'Change to whom messages are not sent',
  body: z.strictObject({
    blocked_country_codes: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .max(250)
      .refine((codes) => new Set(codes).size === codes.length)
      .nullish(),
  }),
  output: InstanceCommunication,
  errors: ['form_param_format_invalid'],
})
