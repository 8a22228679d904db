import { oauthCallbackRoute, oauthPostCallbackRoute } from '@keywright/contract'
import { type Router, redirectTo } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { OAuthCallbacksService } from './oauth-callbacks.service.ts'

/** Frontend API of the way back from providers. */
export function oauthCallbacksFrontendRoutes(
  router: Router<FrontendScope>,
  callbacks: OAuthCallbacksService,
): void {
  router.mount(oauthCallbackRoute, async ({ query }, scope) =>
    redirectTo(await callbacks.finish(scope, { ...given(query), state: query.state })),
  )

  // The browser comes from another site without its cookies, which it sends with the GET that follows.
  router.mount(oauthPostCallbackRoute, async ({ body }, { request }) =>
    redirectTo(`${request.publicUrl}/v1/oauth_callback?${new URLSearchParams(given(body))}`),
  )
}

function given(answer: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}
