import { previewUserDeletionRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toDeletionPreview } from './departures.resource.ts'
import type { DeparturesService } from './departures.service.ts'

/** What deleting a user would do, for servers. */
export function departuresBackendRoutes(
  router: Router<BackendScope>,
  departures: DeparturesService,
  publicUrl: string,
): void {
  router.mount(previewUserDeletionRoute, async ({ params }, scope) =>
    toDeletionPreview(await departures.preview(scope, params.user_id), { ...scope, publicUrl }),
  )
}
