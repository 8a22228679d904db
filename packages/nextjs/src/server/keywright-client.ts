import { createLazyClient } from '@keywright/adapter-core'

/** The Backend API, with the keys of the environment: `keywrightClient.users.getUser(userId)`. */
export const keywrightClient = createLazyClient()
