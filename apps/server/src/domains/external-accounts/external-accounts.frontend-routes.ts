import {
  createExternalAccountRoute,
  deleteExternalAccountRoute,
  reauthorizeExternalAccountRoute,
  revokeExternalAccountTokensRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { BeginInput } from '../oauth-attempts/index.ts'
import type { PresentClientUser } from '../users/index.ts'
import type { ExternalAccount } from './external-account.entity.ts'
import { toExternalAccountResource } from './external-accounts.resource.ts'
import type { OwnExternalAccountsService } from './own-external-accounts.service.ts'

/** Frontend API of the accounts that users have with providers. */
export function externalAccountsFrontendRoutes(
  router: Router<FrontendScope>,
  accounts: OwnExternalAccountsService,
  presentUser: PresentClientUser,
  publicUrl: string,
): void {
  const present = (account: ExternalAccount, { instance }: Scope) =>
    toExternalAccountResource(account, { instance, publicUrl })

  router.mount(createExternalAccountRoute, async ({ body }, scope) =>
    present(await accounts.create(scope, callerOf(scope), body.strategy, toInput(body)), scope),
  )

  router.mount(reauthorizeExternalAccountRoute, async ({ params, body }, scope) => {
    const { external_account_id: id } = params
    return present(await accounts.reauthorize(scope, callerOf(scope), id, toInput(body)), scope)
  })

  router.mount(deleteExternalAccountRoute, async ({ params }, scope) => {
    await accounts.remove(scope, callerOf(scope), params.external_account_id)
    return { object: 'external_account', id: params.external_account_id, deleted: true }
  })

  router.mount(revokeExternalAccountTokensRoute, async ({ params }, scope) =>
    presentUser(await accounts.revokeTokens(scope, callerOf(scope), params.external_account_id), scope),
  )
}

function toInput(
  body: Omit<z.output<typeof createExternalAccountRoute.body>, 'strategy' | 'token' | 'code'>,
): BeginInput {
  return {
    redirectUrl: body.redirect_url ?? undefined,
    actionCompleteRedirectUrl: body.action_complete_redirect_url ?? undefined,
    additionalScopes: body.additional_scope?.flatMap((scopes) => scopes.split(/[\s,]+/).filter(Boolean)),
    prompt: body.oidc_prompt ?? undefined,
    loginHint: body.oidc_login_hint ?? undefined,
  }
}
