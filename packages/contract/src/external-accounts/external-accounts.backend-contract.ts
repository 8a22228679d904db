import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { pageOf, paginatedFlag, paginationQuery } from '../shared/pagination.schema.ts'
import { DeletedObject } from '../shared/values.schema.ts'
import { OAuthAccessToken } from './external-accounts.schema.ts'

export const getOAuthAccessTokenRoute = defineRoute({
  audience: 'backend',
  operationId: 'GetOAuthAccessToken',
  method: 'get',
  path: '/v1/users/{user_id}/oauth_access_tokens/{provider}',
  summary: 'Read the tokens of a user for a provider; one that has expired is renewed before',
  params: z.object({ user_id: z.string(), provider: z.string() }),
  query: z.object({ ...paginationQuery, ...paginatedFlag }),
  output: z.union([z.array(OAuthAccessToken), pageOf(OAuthAccessToken)]),
  errors: ['resource_not_found', 'oauth_token_provider_not_enabled', 'oauth_token_retrieval_error'],
})

export const deleteUserExternalAccountRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteExternalAccount',
  method: 'delete',
  path: '/v1/users/{user_id}/external_accounts/{external_account_id}',
  summary: 'Disconnect an account of a user',
  params: z.object({ user_id: z.string(), external_account_id: z.string() }),
  output: DeletedObject,
  errors: ['resource_not_found'],
})
