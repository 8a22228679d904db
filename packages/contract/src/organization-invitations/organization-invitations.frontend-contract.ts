import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { formRolesInput } from '../organization-memberships/organization-memberships.schema.ts'
import { organizationIdParam } from '../organizations/organizations.schema.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { formBoolean, oneOrMany } from '../shared/values.schema.ts'
import {
  ClientOrganizationInvitationResource,
  clientInvitationStatuses,
  invitationParams,
} from './organization-invitations.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const address = z.email().max(254)
const notify = z.union([z.literal('').transform(() => undefined), formBoolean]).optional()

/** Addresses that a browser may invite in one call. */
export const clientBulkInvitationsMax = 100

const memberErrors = [
  'organization_not_enabled_in_instance',
  'resource_not_found',
  'missing_organization_permission',
  'organization_policy_unmet',
] as const

const createErrors = [
  ...memberErrors,
  'already_a_member_in_organization',
  'organization_invitation_not_unique',
  'organization_membership_quota_exceeded',
  'role_migration_in_progress',
  'form_param_format_invalid',
  'form_param_missing',
  'form_param_unknown',
  'form_param_value_invalid',
  'too_many_requests',
] as const

export const createMyOrganizationInvitationRoute = defineRoute({
  ...ofSession,
  operationId: 'createOrganizationInvitations',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations',
  summary: 'Invite an email address; needs `org:sys_memberships:manage`',
  params: organizationIdParam,
  body: z.strictObject({ email_address: address, ...formRolesInput, notify }),
  output: ClientOrganizationInvitationResource,
  errors: createErrors,
})

export const createMyOrganizationInvitationsInBulkRoute = defineRoute({
  ...ofSession,
  operationId: 'bulkCreateOrganizationInvitations',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations/bulk',
  summary: 'Invite several email addresses, all of them or none; needs `org:sys_memberships:manage`',
  params: organizationIdParam,
  body: z.strictObject({
    email_address: oneOrMany.pipe(z.array(address).min(1).max(clientBulkInvitationsMax)),
    ...formRolesInput,
    notify,
  }),
  output: z.array(ClientOrganizationInvitationResource),
  errors: [...createErrors, 'form_param_array_size_exceeded'],
})

export const listMyOrganizationInvitationsRoute = defineRoute({
  ...ofSession,
  operationId: 'getOrganizationInvitations',
  method: 'get',
  path: '/v1/organizations/{organization_id}/invitations',
  summary: 'List the invitations of an organization, newest first; needs `org:sys_memberships:manage`',
  params: organizationIdParam,
  query: z.object({ ...paginationQuery, status: clientInvitationStatuses }),
  output: pageOf(ClientOrganizationInvitationResource),
  errors: [...memberErrors, 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const listMyPendingOrganizationInvitationsRoute = defineRoute({
  ...ofSession,
  operationId: 'getAllPendingOrganizationInvitations',
  method: 'get',
  path: '/v1/organizations/{organization_id}/invitations/pending',
  summary: 'List the pending invitations of an organization, for SDKs from before there was a filter',
  params: organizationIdParam,
  query: z.object(paginationQuery),
  output: z.array(ClientOrganizationInvitationResource),
  errors: [...memberErrors, 'form_param_format_invalid'],
})

export const revokeMyOrganizationInvitationRoute = defineRoute({
  ...ofSession,
  operationId: 'revokePendingOrganizationInvitation',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations/{invitation_id}/revoke',
  summary: 'Take a pending invitation back; needs `org:sys_memberships:manage`',
  params: invitationParams,
  output: ClientOrganizationInvitationResource,
  errors: [...memberErrors, 'organization_invitation_not_pending'],
})

export const resendMyOrganizationInvitationRoute = defineRoute({
  ...ofSession,
  operationId: 'resendOrganizationInvitation',
  method: 'post',
  path: '/v1/organizations/{organization_id}/invitations/{invitation_id}/resend',
  summary: 'Ours. Send the mail of a pending invitation again; needs `org:sys_memberships:manage`',
  params: invitationParams,
  output: ClientOrganizationInvitationResource,
  errors: [...memberErrors, 'organization_invitation_not_pending', 'too_many_requests'],
})

export const listInvitationsToMeRoute = defineRoute({
  ...ofSession,
  operationId: 'getUsersOrganizationInvitations',
  whilePending: ['choose-organization'],
  method: 'get',
  path: '/v1/me/organization_invitations',
  summary: 'List the invitations to the verified addresses of the signed-in user, newest first',
  query: z.object({ ...paginationQuery, status: clientInvitationStatuses }),
  output: pageOf(ClientOrganizationInvitationResource),
  errors: ['organization_not_enabled_in_instance', 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const acceptInvitationToMeRoute = defineRoute({
  ...ofSession,
  operationId: 'acceptOrganizationInvitation',
  whilePending: ['choose-organization'],
  method: 'post',
  path: '/v1/me/organization_invitations/{invitation_id}/accept',
  summary: 'Accept an invitation, and become a member',
  params: z.object({ invitation_id: z.string() }),
  output: ClientOrganizationInvitationResource,
  errors: [
    'organization_not_enabled_in_instance',
    'organization_invitation_not_found',
    'organization_invitation_not_pending',
    'organization_invitation_already_accepted',
    'organization_invitation_revoked_code',
    'organization_membership_quota_exceeded',
    'already_a_member_in_organization',
    'role_migration_in_progress',
  ],
})
