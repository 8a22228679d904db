import { redirectToUrlRoute } from '@keywright/contract'
import { Reply, type Router } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { LinkUrlsService } from './link-urls.service.ts'

/** Frontend API of checked redirects. 307, so that nothing of the request is lost on the way. */
export function redirectsFrontendRoutes(router: Router<FrontendScope>, urls: LinkUrlsService): void {
  router.mount(redirectToUrlRoute, async ({ query }, scope) => {
    const location = await urls.requireRedirectTarget(scope, query.redirect_url)
    return new Reply(307, { location, 'cache-control': 'no-store' })
  })
}
