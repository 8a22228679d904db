import { createSignInTokenRoute, revokeSignInTokenRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toSignInTokenResource } from './sign-in-tokens.resource.ts'
import type { SignInTokensService } from './sign-in-tokens.service.ts'

/** Backend API of tickets. */
export function signInTokensBackendRoutes(
  router: Router<BackendScope>,
  signInTokens: SignInTokensService,
  urls: { frontendUrl(scope: BackendScope): string },
): void {
  router.mount(createSignInTokenRoute, async ({ body }, scope) => {
    const { token, ticket } = await signInTokens.create(scope, {
      userId: body.user_id,
      expiresInSeconds: body.expires_in_seconds,
    })
    return toSignInTokenResource(token, { ticket, baseUrl: urls.frontendUrl(scope) })
  })

  router.mount(revokeSignInTokenRoute, async ({ params }, scope) =>
    toSignInTokenResource(await signInTokens.revoke(scope, params.sign_in_token_id)),
  )
}
