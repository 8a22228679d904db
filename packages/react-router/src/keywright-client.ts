import { createRequestClient, type RequestClient } from '@keywright/adapter-core'
import { findIdentified, type RouteArgs } from './route-context.ts'

export type KeywrightClient = RequestClient<[args?: RouteArgs]>

/**
 * The Backend API: `keywrightClient(args).users.getUser(userId)` with the keys of the middleware, `keywrightClient.users` with those
 * of the environment.
 */
export const keywrightClient: KeywrightClient = createRequestClient(
  (args?: RouteArgs) => args && findIdentified(args)?.client,
)
