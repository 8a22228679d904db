import { createRequestClient, type RequestClient } from '@keywright/adapter-core'
import { findContext } from './start-context.ts'

/** The Backend API: `keywrightClient().users.getUser(userId)` with the keys of the middleware, `keywrightClient.users` with those of the environment. */
export const keywrightClient: RequestClient<[]> = createRequestClient(() => findContext()?.keywright)
