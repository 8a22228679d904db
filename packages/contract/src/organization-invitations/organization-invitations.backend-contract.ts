import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { rolesInput } from '../organization-memberships/organization-memberships.schema.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { orderBy } from '../shared/order.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { metadata } from '../shared/values.schema.ts'
import {
  InvitationWithOrganizationResource,
  invitationParams,
  invitationStatuses,
  OrganizationInvitationResource,
} from './organization-invitations.schema.ts'

/** Invitations that one bulk call may hold. */
export const bulkInvitationsMax = 1000

const metadataInput = metadata.nullish()
const order_by = orderBy(['created_at', 'email_address']).optional()

export const InvitedAddress = z.email().max(254)

/** One new invitation, also an element of the bulk call. */
export const CreateOrganizationInvitationBody = z.strictObject({
  email_address: InvitedAddress,
  ...rolesInput,
  inviter_user_id: z.string().nullish(),
  public_metadata: metadataInput,
  private_metadata: metadataInput,
  redirect_url: z.string().max(2000).nullish(),
  expires_in_days: z.number().int().min(1).max(365).nullish(),
  notify: z.boolean().nullish(),
})

/** Somebody who was not invited, and why. */
const RefusedInvitation = z
  .object({
    email_address: z.string(),
    code: z.enum([
      'form_param_format_invalid',
      'already_a_member_in_organization',
      'organization_invitation_not_unique',
      'organization_membership_quota_exceeded',
      'too_many_requests',
    ]),
  })
  .meta({ id: 'RefusedInvitation' })

const createErrors = [
  'organization_not_enabled_in_instance',
  'resource_not_found',
  'not_a_member_in_organization',
  'already_a_member_in_organization',
  'organization_invitation_not_unique',
  'organization_membership_quota_exceeded',
  'role_migration_in_progress',
  'invalid_redirect_url',
  'form_param_format_invalid',
  'form_param_missing',
  'form_param_unknown',
  'form_param_exceeds_allowed_size',
  'form_param_value_invalid',
  'too_many_requests',
] as const

export const createOrganizationInvitationRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateOrganizationInvitation',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations',
  summary: 'Invite an email address into an organization, by mail unless `notify` is false',
  params: organizationIdParam,
  body: CreateOrganizationInvitationBody,
  output: OrganizationInvitationResource,
  errors: createErrors,
})

export const createOrganizationInvitationsInBulkRoute = defineRoute({
  audience: 'backend',
  operationId: 'CreateOrganizationInvitationBulk',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations/bulk',
  summary:
    'Invite several email addresses: all of them, or none when one cannot be invited and `partial` is not asked for',
  params: organizationIdParam,
  query: z.object({
    partial: z
      .stringbool()
      .optional()
      .describe(
        'Ours: invite whoever can be invited, and name the others in `refused` with the reason of each.',
      ),
  }),
  body: z
    .array(CreateOrganizationInvitationBody.extend({ email_address: z.string().min(1).max(254) }))
    .min(1)
    .max(bulkInvitationsMax),
  output: pageOf(OrganizationInvitationResource).extend({ refused: z.array(RefusedInvitation).optional() }),
  errors: [...createErrors, 'form_param_array_size_exceeded'],
})

export const listOrganizationInvitationsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListOrganizationInvitations',
  method: 'get',
  path: '/v1/organizations/{organization_id}/invitations',
  summary: 'List the invitations of an organization, newest first unless ordered otherwise',
  params: organizationIdParam,
  query: z.object({
    ...paginationQuery,
    status: invitationStatuses,
    email_address: z.string().max(254).optional(),
    order_by,
  }),
  output: pageOf(OrganizationInvitationResource),
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'form_param_format_invalid',
    'form_param_value_invalid',
  ],
})

export const listPendingOrganizationInvitationsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListPendingOrganizationInvitations',
  method: 'get',
  path: '/v1/organizations/{organization_id}/invitations/pending',
  summary: 'List the pending invitations of an organization; older than the filter by status',
  params: organizationIdParam,
  query: z.object(paginationQuery),
  output: pageOf(OrganizationInvitationResource),
  errors: ['organization_not_enabled_in_instance', 'resource_not_found', 'form_param_format_invalid'],
})

const onInvitation = {
  audience: 'backend',
  params: invitationParams,
  output: OrganizationInvitationResource,
} as const

export const getOrganizationInvitationRoute = defineRoute({
  ...onInvitation,
  operationId: 'GetOrganizationInvitation',
  method: 'get',
  path: '/v1/organizations/{organization_id}/invitations/{invitation_id}',
  summary: 'Read an invitation',
  errors: ['organization_not_enabled_in_instance', 'resource_not_found'],
})

export const revokeOrganizationInvitationRoute = defineRoute({
  ...onInvitation,
  operationId: 'RevokeOrganizationInvitation',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations/{invitation_id}/revoke',
  summary: 'Take a pending invitation back',
  body: z.strictObject({ requesting_user_id: z.string().nullish() }),
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'not_a_member_in_organization',
    'organization_invitation_not_pending',
    'form_param_unknown',
  ],
})

export const resendOrganizationInvitationRoute = defineRoute({
  ...onInvitation,
  operationId: 'resendOrganizationInvitation',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations/{invitation_id}/resend',
  summary: 'Ours. Send the mail of a pending invitation again, valid for its whole time anew',
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'organization_invitation_not_pending',
    'too_many_requests',
  ],
})

export const listInstanceInvitationsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListInstanceOrganizationInvitations',
  method: 'get',
  path: '/v1/organization_invitations',
  summary: 'List the invitations of all organizations, newest first unless ordered otherwise',
  query: z.object({
    ...paginationQuery,
    status: invitationStatuses,
    query: z.string().max(254).optional(),
    order_by,
  }),
  output: pageOf(InvitationWithOrganizationResource),
  errors: ['organization_not_enabled_in_instance', 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const listUserInvitationsRoute = defineRoute({
  audience: 'backend',
  operationId: 'UsersGetOrganizationInvitations',
  method: 'get',
  path: '/v1/users/{user_id}/organization_invitations',
  summary: 'List the invitations to the verified addresses of a user, newest first',
  params: z.object({ user_id: z.string() }),
  query: z.object({ ...paginationQuery, status: invitationStatuses }),
  output: pageOf(InvitationWithOrganizationResource),
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'form_param_format_invalid',
    'form_param_value_invalid',
  ],
})
