import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { DeletedObject, formNullableText, oneOrMany } from '../shared/values.schema.ts'
import { ClientUserResource } from '../users/users.schema.ts'
import { ExternalAccountResource } from './external-accounts.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const externalAccountIdParam = z.object({ external_account_id: z.string() })
const text = (lengthMax: number) => formNullableText.pipe(z.string().max(lengthMax).nullable()).optional()

const wishes = {
  action_complete_redirect_url: text(2000),
  /** Beyond what the instance asks for anyway; several times, or once with spaces between. */
  additional_scope: oneOrMany.optional(),
  oidc_login_hint: text(320),
  oidc_prompt: text(64),
}

export const createExternalAccountRoute = defineRoute({
  ...ofSession,
  operationId: 'postOAuthAccounts',
  method: 'post',
  path: '/v1/me/external_accounts',
  summary: 'Connect an account of a provider: the answer says where to send the browser',
  body: z.strictObject({
    ...wishes,
    strategy: z.string().max(80),
    redirect_url: text(2000),
    /** Native sign-in: what the provider's own SDK gave the app. */
    token: text(8192),
    code: text(2048),
  }),
  output: ExternalAccountResource,
  errors: [
    'oauth_provider_not_enabled',
    'form_param_missing',
    'form_param_value_invalid',
    'prohibited_redirect_url',
    'oauth_account_already_connected',
    'session_reverification_required',
  ],
})

export const reauthorizeExternalAccountRoute = defineRoute({
  ...ofSession,
  operationId: 'reauthorizeExternalAccount',
  method: 'patch',
  path: '/v1/me/external_accounts/{external_account_id}/reauthorize',
  summary: 'Ask the provider once more: for further scopes, or because access was lost',
  params: externalAccountIdParam,
  body: z.strictObject({ ...wishes, redirect_url: z.string().min(1).max(2000) }),
  output: ExternalAccountResource,
  errors: [
    'resource_not_found',
    'oauth_provider_not_enabled',
    'prohibited_redirect_url',
    'session_reverification_required',
  ],
})

export const deleteExternalAccountRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteExternalAccount',
  method: 'delete',
  path: '/v1/me/external_accounts/{external_account_id}',
  summary: 'Disconnect an account',
  params: externalAccountIdParam,
  output: DeletedObject,
  errors: ['resource_not_found', 'identification_deletion_failed', 'session_reverification_required'],
})

export const revokeExternalAccountTokensRoute = defineRoute({
  ...ofSession,
  operationId: 'revokeExternalAccountTokens',
  method: 'delete',
  path: '/v1/me/external_accounts/{external_account_id}/tokens',
  summary: 'Give back the tokens of an account, at the provider too where it can revoke them (RFC 7009)',
  params: externalAccountIdParam,
  output: ClientUserResource,
  errors: ['resource_not_found'],
})
