import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { ImageBody } from '../images/images.schema.ts'
import { orderBy } from '../shared/order.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject, metadata, oneOrMany, timeInput } from '../shared/values.schema.ts'
import {
  OrganizationResource,
  organizationIdParam,
  organizationName,
  organizationSlug,
  successorInput,
} from './organizations.schema.ts'

const metadataInput = metadata.nullish()
const membershipsMax = z.number().int().min(0).max(2_147_483_647).nullish()

const included = {
  include_members_count: z.stringbool().optional(),
  include_missing_member_with_elevated_permissions: z.stringbool().optional(),
}

/** Ids, each with an optional `+` (include, the default) or `-` (exclude) before it. */
const signedIds = oneOrMany.pipe(z.array(z.string()).max(100)).optional()

/** A slug cannot be set back to none; the empty text is what SDKs send for "leave it". */
const slug = z.union([z.literal(''), organizationSlug]).nullish()

export const listOrganizationsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListOrganizations',
  method: 'get',
  path: '/v1/organizations',
  summary: 'List organizations, newest first unless ordered otherwise',
  query: z.object({
    ...paginationQuery,
    ...included,
    query: z.string().max(256).optional(),
    user_id: signedIds,
    organization_id: signedIds,
    order_by: orderBy(['name', 'created_at', 'members_count']).optional(),
  }),
  output: pageOf(OrganizationResource),
  errors: ['organization_not_enabled_in_instance', 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const createOrganizationRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateOrganization',
  method: 'post',
  path: '/v1/organizations',
  summary: 'Create an organization; the user in `created_by` becomes its first administrator',
  body: z.strictObject({
    name: organizationName,
    slug,
    created_by: z.string().nullish(),
    public_metadata: metadataInput,
    private_metadata: metadataInput,
    max_allowed_memberships: membershipsMax,
    created_at: timeInput.nullish(),
    role_set_key: z.string().max(256).nullish(),
  }),
  output: OrganizationResource,
  errors: [
    'organization_not_enabled_in_instance',
    'organization_creator_not_found',
    'organization_quota_exceeded',
    'user_create_organization_not_enabled',
    'organization_slugs_disabled',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_missing',
    'form_param_unknown',
    'form_param_exceeds_allowed_size',
    'resource_not_found',
  ],
})

export const getOrganizationRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetOrganization',
  method: 'get',
  path: '/v1/organizations/{organization_id}',
  summary: 'Read an organization by its id or slug',
  params: organizationIdParam,
  query: z.object(included),
  output: OrganizationResource,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found'],
})

export const updateOrganizationRoute = defineRoute({
  audience: 'backend',
  operationId: 'UpdateOrganization',
  method: 'patch',
  path: '/v1/organizations/{organization_id}',
  summary: 'Change an organization; what is absent stays as it is',
  params: organizationIdParam,
  body: z.strictObject({
    name: organizationName.nullish(),
    slug,
    max_allowed_memberships: membershipsMax,
    admin_delete_enabled: z.boolean().nullish(),
    created_at: timeInput.nullish(),
    role_set_key: z.string().max(256).nullish(),
    successor_user_id: successorInput.optional(),
  }),
  output: OrganizationResource,
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'not_a_member_in_organization',
    'organization_slugs_disabled',
    'organization_role_on_set_assigned_to_user',
    'role_migration_in_progress',
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_unknown',
  ],
})

export const deleteOrganizationRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteOrganization',
  method: 'delete',
  path: '/v1/organizations/{organization_id}',
  summary: 'Delete an organization with its memberships, invitations and domains',
  params: organizationIdParam,
  output: DeletedObject,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found'],
})

const metadataBody = z.strictObject({ public_metadata: metadataInput, private_metadata: metadataInput })

export const mergeOrganizationMetadataRoute = defineRoute({
  audience: 'backend',
  operationId: 'MergeOrganizationMetadata',
  method: 'patch',
  path: '/v1/organizations/{organization_id}/metadata',
  summary: 'Merge into an organization’s metadata, deeply; null removes a key (RFC 7396)',
  params: organizationIdParam,
  body: metadataBody,
  output: OrganizationResource,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found', 'form_param_exceeds_allowed_size'],
})

export const replaceOrganizationMetadataRoute = defineRoute({
  audience: 'backend',
  operationId: 'ReplaceOrganizationMetadata',
  method: 'put',
  path: '/v1/organizations/{organization_id}/metadata',
  summary: 'Replace those metadata objects of an organization that are given',
  params: organizationIdParam,
  body: metadataBody,
  output: OrganizationResource,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found', 'form_param_exceeds_allowed_size'],
})

export const setOrganizationLogoRoute = defineRoute({
  audience: 'backend',
  operationId: 'UploadOrganizationLogo',
  method: 'put',
  path: '/v1/organizations/{organization_id}/logo',
  summary: 'Give an organization a logo; it is decoded, cropped to a square and stored as WebP',
  params: organizationIdParam,
  body: ImageBody,
  bodyKind: 'image',
  output: OrganizationResource,
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'image_type_not_supported',
    'request_body_too_large',
    'form_param_missing',
  ],
})

export const deleteOrganizationLogoRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteOrganizationLogo',
  method: 'delete',
  path: '/v1/organizations/{organization_id}/logo',
  summary: 'Remove the logo of an organization; its initials take its place',
  params: organizationIdParam,
  output: OrganizationResource,
  errors: ['organization_not_enabled_in_instance', 'resource_not_found'],
})
