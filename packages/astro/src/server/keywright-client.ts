import { createRequestClient, type RequestClient } from '@keywright/adapter-core'
import type { BackendClient } from '@keywright/backend'

interface Known {
  locals?: { keywright?: BackendClient }
}

/** The Backend API, as the request's own instance: `keywrightClient(Astro).users.getUser(userId)`. */
export const keywrightClient: RequestClient<[context?: object]> = createRequestClient(
  (context) => (context as Known | undefined)?.locals?.keywright,
)
