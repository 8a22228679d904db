import { createRequestClient, type RequestClient } from '@keywright/adapter-core'
import type { H3Event } from 'h3'

/** The Backend API, as the request's own instance: `keywrightClient(event).users.getUser(userId)`. */
export const keywrightClient: RequestClient<[event?: H3Event]> = createRequestClient(
  (event) => event?.context.keywright,
)
