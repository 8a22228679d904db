import { createLazyClient, type LazyClient } from '@keywright/adapter-core'
import type { BackendClient } from '@keywright/backend'
import { findIdentified, type RouteArgs } from './route-context.ts'

export type KeywrightClient = BackendClient & ((args?: RouteArgs) => BackendClient)

const fromEnvironment: LazyClient = createLazyClient()

/**
 * The Backend API: `keywrightClient(args).users.getUser(userId)` with the keys of the middleware, `keywrightClient.users` with those
 * of the environment.
 */
export const keywrightClient: KeywrightClient = new Proxy(
  ((args) => (args && findIdentified(args)?.client) ?? fromEnvironment) as KeywrightClient,
  {
    get: (_target, name) => Reflect.get(fromEnvironment, name),
    has: (_target, name) => Reflect.has(fromEnvironment, name),
  },
)
