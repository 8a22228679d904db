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

/** The client of a request where it is called, and one of the environment's where it is not: `client(args).users`, `client.users`. */
export type RequestClient<Args extends unknown[]> = BackendClient & ((...args: Args) => BackendClient)

/** `find` looks for what the middleware left; where that is nothing, the environment says whose client it is. */
export function createRequestClient<Args extends unknown[]>(
  find: (...args: Args) => BackendClient | undefined,
): RequestClient<Args> {
  const fromEnvironment = createLazyClient()
  return new Proxy(((...args: Args) => find(...args) ?? fromEnvironment) as RequestClient<Args>, {
    get: (_target, name) => Reflect.get(fromEnvironment, name),
    has: (_target, name) => Reflect.has(fromEnvironment, name),
  })
}
