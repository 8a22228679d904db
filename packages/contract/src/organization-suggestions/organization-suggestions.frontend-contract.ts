import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf, paginationQuery } from '../shared/pagination.schema.ts'
import { oneOrMany } from '../shared/values.schema.ts'
import {
  OrganizationSuggestionResource,
  OrganizationSuggestionStatus,
} from './organization-suggestions.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const

export const listMySuggestionsRoute = defineRoute({
  ...ofSession,
  operationId: 'getOrganizationSuggestions',
  whilePending: ['choose-organization'],
  method: 'get',
  path: '/v1/me/organization_suggestions',
  summary: 'List the organizations that the signed-in user could ask to join, newest first',
  query: z.object({
    ...paginationQuery,
    status: oneOrMany.pipe(z.array(OrganizationSuggestionStatus).max(10)).optional(),
  }),
  output: pageOf(OrganizationSuggestionResource),
  errors: ['organization_not_enabled_in_instance', 'form_param_format_invalid', 'form_param_value_invalid'],
})

export const acceptMySuggestionRoute = defineRoute({
  ...ofSession,
  operationId: 'acceptOrganizationSuggestion',
  whilePending: ['choose-organization'],
  method: 'post',
  path: '/v1/me/organization_suggestions/{suggestion_id}/accept',
  summary: 'Ask to join a suggested organization',
  params: z.object({ suggestion_id: z.string() }),
  output: OrganizationSuggestionResource,
  errors: [
    'organization_not_enabled_in_instance',
    'resource_not_found',
    'organization_suggestion_already_accepted',
    'already_a_member_in_organization',
  ],
})
