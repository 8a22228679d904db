import { handshakeRoute } from '@keywright/contract'
import { Reply, type Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { HandshakeService } from './handshake.service.ts'

/** Frontend API of the handshake: a page of its own, between two pages of the app. */
export function handshakeFrontendRoutes(router: Router<FrontendScope>, handshake: HandshakeService): void {
  router.mount(handshakeRoute, async ({ query }, scope) => {
    const { location, cookies } = await handshake.perform(scope, {
      redirectUrl: query.redirect_url,
      format: query.format,
      devBrowser: [query.__clerk_db_jwt].flat()[0],
    })
    const headers = new Headers({ location })
    for (const line of cookies) headers.append('set-cookie', line)
    return new Reply(307, headers)
  })
}
