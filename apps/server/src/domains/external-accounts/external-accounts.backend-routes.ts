import { deleteUserExternalAccountRoute, getOAuthAccessTokenRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toOAuthAccessToken } from './external-accounts.resource.ts'
import type { OAuthTokensService } from './oauth-tokens.service.ts'
import type { OwnExternalAccountsService } from './own-external-accounts.service.ts'

/** Backend API of the accounts that users have with providers. */
export function externalAccountsBackendRoutes(
  router: Router<BackendScope>,
  {
    oauthTokens,
    ownExternalAccounts,
  }: { oauthTokens: OAuthTokensService; ownExternalAccounts: OwnExternalAccountsService },
): void {
  router.mount(getOAuthAccessTokenRoute, async ({ params, query }, scope) => {
    const all = await oauthTokens.list(scope, params.user_id, params.provider)
    const page = all.slice(query.offset, query.offset + query.limit)
    const data = page.map(({ account, tokens }) => toOAuthAccessToken(account, tokens))
    return query.paginated ? { data, total_count: all.length } : data
  })

  router.mount(deleteUserExternalAccountRoute, async ({ params }, scope) => {
    const { user_id: userId, external_account_id: id } = params
    await ownExternalAccounts.removeOf(scope, userId, id)
    return { object: 'external_account', id, deleted: true }
  })
}
