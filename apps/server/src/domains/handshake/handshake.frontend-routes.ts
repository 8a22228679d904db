import { handshakeRoute, linkClientRoute, syncClientRoute } from '@keywright/contract'
import { expireCookie, serializeCookie } from '../../platform/http/cookies.ts'
import { Reply, type Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { ClientHandover } from '../frontend-entrance/index.ts'
import type { ClientSync } from './client-sync.service.ts'
import type { HandshakeService } from './handshake.service.ts'

/** Ties a journey between domains to the browser that set out on it. */
const stateCookie = '__client_sync'
const stateSeconds = 300

export interface HandshakeRouteDeps {
  handshake: HandshakeService
  clientSync: ClientSync
  handover: ClientHandover
}

/** Frontend API of the ways by which a client gets to another host: pages of their own, between two pages of an app. */
export function handshakeFrontendRoutes(
  router: Router<FrontendScope>,
  { handshake, clientSync, handover }: HandshakeRouteDeps,
): void {
  router.mount(handshakeRoute, async ({ query }, scope) => {
    const { location, cookies, state } = await handshake.perform(scope, {
      redirectUrl: query.redirect_url,
      format: query.format,
      devBrowser: [query.__clerk_db_jwt].flat()[0],
      organization: query.organization_id,
      isSynced: query.__clerk_synced === 'true',
    })
    return sendOn(location, [...cookies, ...stateCookies(scope, state)])
  })

  router.mount(syncClientRoute, async ({ query }, scope) => {
    const { location, state } = await clientSync.sync(scope, handover, {
      redirectUrl: query.redirect_url,
      linkDomain: query.link_domain,
      state: query.__clerk_sync_state,
    })
    return sendOn(location, stateCookies(scope, state))
  })

  router.mount(linkClientRoute, async ({ query }, scope) => {
    const state = scope.cookie(stateCookie)
    const { clientToken, location } = await clientSync.link(scope, { token: query.__clerk_token, state })
    if (clientToken !== undefined) handover.adopt(scope, clientToken)
    return sendOn(location, [expireCookie(stateCookie, { httpOnly: true, secure: scope.request.secure })])
  })
}

function stateCookies({ request }: FrontendScope, state: string | undefined): string[] {
  if (state === undefined) return []
  const attributes = { httpOnly: true, secure: request.secure, maxAgeSeconds: stateSeconds }
  return [serializeCookie(stateCookie, state, attributes)]
}

/** 307, as the reference has it; the request is a GET, and so is what follows. */
function sendOn(location: string, cookies: readonly string[]): Reply {
  const headers = new Headers({ location })
  for (const line of cookies) headers.append('set-cookie', line)
  return new Reply(307, headers)
}
