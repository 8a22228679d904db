import { getDefaultImageRoute, getImageRoute } from '@keywright/contract'
import { Reply, type Router } from '../../platform/http/router.ts'
import type { Scope } from '../instances/index.ts'
import { drawDefaultImage } from './images.policy.ts'
import type { ImagesService } from './images.service.ts'

/** Images never change under their address, and whatever is in one must stay a picture: no sniffing, no scripts. */
const headers = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
}

/** Serves profile images, uploaded or drawn. */
export function imagesFrontendRoutes<AnyScope extends Scope>(
  router: Router<AnyScope>,
  images: ImagesService,
): void {
  router.mount(getImageRoute, async ({ params }, scope) => {
    const { bytes, contentType } = await images.get(scope, params.image_id)
    return new Reply(200, { ...headers, 'content-type': contentType }, bytes)
  })

  router.mount(
    getDefaultImageRoute,
    async ({ params, query }) =>
      new Reply(
        200,
        { ...headers, 'content-type': 'image/svg+xml' },
        drawDefaultImage(params.seed, query.initials ?? ''),
      ),
  )
}
