import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { DomainEnrollmentMode } from '../organization-domains/organization-domains.schema.ts'

/** Single sign-on is set up for each organization, not allowed for all. */
const SettingsMode = DomainEnrollmentMode.exclude(['enterprise_sso'])

/** The organization settings of an instance in the form that server SDKs know. */
export const OrganizationSettingsResource = z
  .object({
    object: z.literal('organization_settings'),
    enabled: z.boolean(),
    max_allowed_memberships: z.number().int(),
    max_allowed_roles: z.number().int(),
    max_allowed_permissions: z.number().int(),
    max_role_sets_allowed: z.number().int(),
    max_allowed_domains: z.number().int(),
    creator_role: z.string(),
    admin_delete_enabled: z.boolean(),
    domains_enabled: z.boolean(),
    slug_disabled: z.boolean(),
    domains_enrollment_modes: z.array(SettingsMode),
    domains_default_role: z.string(),
    initial_role_set_key: z.string(),
  })
  .meta({ id: 'OrganizationSettings' })

const flag = z.boolean().nullish()

export const getOrganizationSettingsRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetInstanceOrganizationSettings',
  method: 'get',
  path: '/v1/instance/organization_settings',
  summary: 'Read what the instance says of its organizations',
  output: OrganizationSettingsResource,
  errors: [],
})

export const updateOrganizationSettingsRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateInstanceOrganizationSettings',
  method: 'patch',
  path: '/v1/instance/organization_settings',
  summary: 'Change what the instance says of its organizations; null leaves a setting as it is',
  body: z.strictObject({
    enabled: flag,
    max_allowed_memberships: z.number().int().min(0).max(2_147_483_647).nullish(),
    admin_delete_enabled: flag,
    domains_enabled: flag,
    slug_disabled: flag,
    domains_enrollment_modes: z.array(SettingsMode).max(10).optional(),
    creator_role_id: z.string().nullish(),
    domains_default_role_id: z.string().nullish(),
  }),
  output: OrganizationSettingsResource,
  errors: [
    'resource_not_found',
    'form_param_unknown',
    'form_param_value_invalid',
    'organization_missing_creator_role_permissions',
  ],
})
