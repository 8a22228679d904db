import {
  getHandshakePayloadRoute,
  refreshSessionRoute,
  verifyClientRoute,
  verifySessionRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { toClientResource } from '../client-state/index.ts'
import type { BackendScope } from '../instances/index.ts'
import { toSessionResource } from '../sessions/index.ts'
import type { HandshakeService } from './handshake.service.ts'
import type { RefreshService } from './refresh.service.ts'
import type { TokenOwners } from './token-owners.service.ts'

export interface HandshakeServices {
  handshake: HandshakeService
  refresh: RefreshService
  tokenOwners: TokenOwners
}

/** Backend API that app servers call on behalf of a browser: fetching a handshake, refreshing, and asking whose a token is. */
export function handshakeBackendRoutes(
  router: Router<BackendScope>,
  { handshake, refresh, tokenOwners }: HandshakeServices,
): void {
  router.mount(getHandshakePayloadRoute, async ({ query }, { instance }) => ({
    directives: await handshake.readPayload(instance, query.nonce),
  }))

  router.mount(refreshSessionRoute, async ({ params, body }, scope) => {
    const input = {
      sessionId: params.session_id,
      expiredToken: body.expired_token,
      refreshToken: body.refresh_token,
      origin: body.request_origin,
    }
    return body.format === 'cookie'
      ? { object: 'cookies' as const, cookies: await refresh.refreshCookies(scope, input) }
      : { object: 'token' as const, jwt: await refresh.refreshToken(scope, input) }
  })

  router.mount(verifySessionRoute, async ({ params, body }, scope) =>
    toSessionResource(
      await tokenOwners.verifySession(scope, params.session_id, body.token),
      scope.instance.settings,
    ),
  )

  router.mount(verifyClientRoute, async ({ body }, scope) => {
    const { client, sessions } = await tokenOwners.verifyClient(scope, body.token)
    return toClientResource(client, sessions, scope.instance.settings)
  })
}
