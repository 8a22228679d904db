import { type BackendClient, createBackendClient } from '@keywright/backend'

/** A client that is made from the environment when it is first used; `(await client()).users` works like `client.users`. */
export type LazyClient = BackendClient & (() => Promise<BackendClient>)

export function createLazyClient(): LazyClient {
  let made: BackendClient | undefined
  const client = () => {
    made ??= createBackendClient()
    return made
  }
  return new Proxy((async () => client()) as unknown as LazyClient, {
    get: (_target, name) => Reflect.get(client(), name),
    has: (_target, name) => Reflect.has(client(), name),
  })
}
