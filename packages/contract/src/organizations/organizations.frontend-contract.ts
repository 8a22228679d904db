import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { ImageBody } from '../images/images.schema.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import {
  ClientOrganizationResource,
  organizationIdParam,
  organizationName,
  organizationSlug,
  successorInput,
} from './organizations.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const

/** Forms write "none" as the empty text. */
const slug = z.union([z.literal(''), organizationSlug]).optional()

/** What every operation on an organization can answer to one of its members, or to a stranger. */
const memberErrors = [
  'organization_not_enabled_in_instance',
  'resource_not_found',
  'missing_organization_permission',
  'organization_policy_unmet',
] as const

export const createMyOrganizationRoute = defineRoute({
  ...ofSession,
  operationId: 'createOrganization',
  whilePending: ['choose-organization'],
  method: 'post',
  path: '/v1/organizations',
  summary: 'Create an organization; the signed-in user gets the creator role in it',
  body: z.strictObject({ name: organizationName, slug }),
  output: ClientOrganizationResource,
  errors: [
    'organization_not_enabled_in_instance',
    'user_create_organization_not_enabled',
    'organization_quota_exceeded',
    'organization_slugs_disabled',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_missing',
    'form_param_unknown',
  ],
})

export const getMyOrganizationRoute = defineRoute({
  ...ofSession,
  operationId: 'getOrganization',
  whilePending: ['choose-organization'],
  method: 'get',
  path: '/v1/organizations/{organization_id}',
  summary: 'Read an organization of the signed-in user',
  params: organizationIdParam,
  output: ClientOrganizationResource,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found', 'organization_policy_unmet'],
})

export const updateMyOrganizationRoute = defineRoute({
  ...ofSession,
  operationId: 'updateOrganization',
  method: 'patch',
  path: '/v1/organizations/{organization_id}',
  summary: 'Change name, slug or successor of an organization; needs `org:sys_profile:manage`',
  params: organizationIdParam,
  body: z.strictObject({
    name: z.union([z.literal(''), organizationName]).optional(),
    slug,
    successor_user_id: z.union([z.literal('').transform(() => null), successorInput]).optional(),
  }),
  output: ClientOrganizationResource,
  errors: [
    ...memberErrors,
    'not_a_member_in_organization',
    'organization_slugs_disabled',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_unknown',
  ],
})

export const deleteMyOrganizationRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteOrganization',
  method: 'delete',
  path: '/v1/organizations/{organization_id}',
  summary: 'Delete an organization; needs `org:sys_profile:delete`',
  params: organizationIdParam,
  output: DeletedObject,
  errors: [...memberErrors, 'organization_admin_delete_not_enabled', 'session_reverification_required'],
})

export const setMyOrganizationLogoRoute = defineRoute({
  ...ofSession,
  operationId: 'updateOrganizationLogo',
  whilePending: ['choose-organization'],
  method: 'put',
  path: '/v1/organizations/{organization_id}/logo',
  summary: 'Give an organization a logo; needs `org:sys_profile:manage`',
  params: organizationIdParam,
  body: ImageBody,
  bodyKind: 'image',
  output: ClientOrganizationResource,
  errors: [...memberErrors, 'image_type_not_supported', 'request_body_too_large', 'form_param_missing'],
})

export const deleteMyOrganizationLogoRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteOrganizationLogo',
  method: 'delete',
  path: '/v1/organizations/{organization_id}/logo',
  summary: 'Remove the logo of an organization; needs `org:sys_profile:manage`',
  params: organizationIdParam,
  // The description of this API promises a deleted object; SDKs read an organization out of the answer.
  output: ClientOrganizationResource,
  errors: memberErrors,
})

/** What the form of a new organization begins with, and what to warn of. */
export const OrganizationCreationDefaults = z
  .object({
    form: z.object({ name: z.string(), slug: z.string(), logo: z.string().nullable(), blur_hash: z.null() }),
    advisory: z
      .object({
        code: z.enum(['organization_already_exists']),
        severity: z.enum(['info', 'warning', 'error']),
        meta: z.record(z.string(), z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'OrganizationCreationDefaults' })

export const getOrganizationCreationDefaultsRoute = defineRoute({
  ...ofSession,
  operationId: 'getOrganizationCreationDefaults',
  whilePending: ['choose-organization'],
  method: 'get',
  path: '/v1/me/organization_creation_defaults',
  summary: 'Propose name, slug and logo for a new organization of the signed-in user',
  output: OrganizationCreationDefaults,
  errors: ['organization_not_enabled_in_instance'],
})
