import type { AdapterOptions, AuthOptions, SessionAuth } from '@keywright/adapter-core'
import type { AuthObject } from '@keywright/backend'
import { identify, type RouteArgs } from './route-context.ts'

type SessionOptions = AuthOptions & { acceptsToken?: 'session_token' | undefined }

export interface GetAuth {
  (args: RouteArgs, options?: SessionOptions & AdapterOptions): Promise<SessionAuth>
  (args: RouteArgs, options: AuthOptions & AdapterOptions): Promise<AuthObject>
}

/**
 * Who a request is from, in loaders, actions and middleware: `await getAuth(args)`. Without `keywrightMiddleware()` it finds out
 * by itself, with the other options.
 */
export const getAuth: GetAuth = async (
  args: RouteArgs,
  { acceptsToken, treatPendingAsSignedOut, ...options }: AuthOptions & AdapterOptions = {},
) => {
  const { auth } = await identify(args, options)
  return auth({ acceptsToken, treatPendingAsSignedOut }) as SessionAuth
}
