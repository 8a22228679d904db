import { previewMyDeletionRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import { toDeletionPreview } from './departures.resource.ts'
import type { DeparturesService } from './departures.service.ts'

/** What deleting oneself would do. */
export function departuresFrontendRoutes(
  router: Router<FrontendScope>,
  departures: DeparturesService,
  publicUrl: string,
): void {
  router.mount(previewMyDeletionRoute, async (_input, scope) =>
    toDeletionPreview(await departures.preview(scope, callerOf(scope).userId), { ...scope, publicUrl }),
  )
}
