import {
  createRedirectUrlRoute,
  deleteRedirectUrlRoute,
  getRedirectUrlRoute,
  listRedirectUrlsRoute,
} from '@keywright/contract'
import { toMillis } from '../../platform/clock.ts'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { RedirectUrl } from './redirect-url.entity.ts'
import type { RedirectUrlsService } from './redirect-urls.service.ts'

/** Backend API of redirect URLs. */
export function redirectUrlsBackendRoutes(
  router: Router<BackendScope>,
  redirectUrls: RedirectUrlsService,
): void {
  router.mount(listRedirectUrlsRoute, async ({ query }, scope) => {
    const data = (await redirectUrls.list(scope, query)).map(toResource)
    return query.paginated ? { data, total_count: await redirectUrls.count(scope) } : data
  })

  router.mount(createRedirectUrlRoute, async ({ body }, scope) =>
    toResource(await redirectUrls.create(scope, body.url)),
  )

  router.mount(getRedirectUrlRoute, async ({ params }, scope) =>
    toResource(await redirectUrls.get(scope, params.id)),
  )

  router.mount(deleteRedirectUrlRoute, async ({ params }, scope) => {
    await redirectUrls.delete(scope, params.id)
    return { object: 'redirect_url', id: params.id, deleted: true }
  })
}

function toResource({ id, url, createdAt, updatedAt }: RedirectUrl) {
  return {
    object: 'redirect_url' as const,
    id,
    url,
    created_at: toMillis(createdAt),
    updated_at: toMillis(updatedAt),
  }
}
