/** `auth()` for server components, route handlers and server actions. */
import { MiddlewareMissingError } from '@keywright/adapter-core'
import { headers } from 'next/headers.js'
import { type AuthFunction, createAuthFunction } from './auth-function.ts'
import { authHeader, type KnownRequest, unsealRequest } from './known-request.ts'
import { sealingSecrets } from './secrets.ts'

interface ReadHeaders {
  get(name: string): string | null
}

/** `auth()` was read like an object, where Next.js has no request yet. */
export class AuthNotAwaitedError extends Error {
  override readonly name = 'AuthNotAwaitedError'
  readonly code = 'auth_not_awaited'

  constructor() {
    super(
      'Keywright: `auth()` was read without `await`, which this version of Next.js does not allow. Write `const { userId } = await auth()`; `npx --no-install keywright migrate-imports` does that for the whole app.',
    )
  }
}

/** Throws where no middleware of this app has seen the request: whatever its headers say, a browser may have written them. */
export function knownRequestOf(sealed: string | null | undefined): KnownRequest {
  const known = unsealRequest(sealed, sealingSecrets())
  if (!known)
    throw new MiddlewareMissingError(
      'export default keywrightMiddleware()',
      'in proxy.ts (Next.js 15: middleware.ts), with a matcher for this route',
    )
  return known
}

/** `undefined`: no middleware has seen the request. */
export async function findKnownRequest(): Promise<KnownRequest | undefined> {
  return unsealRequest((await headers()).get(authHeader), sealingSecrets())
}

/** Who a request is from. */
export const auth: AuthFunction = createAuthFunction({
  isHere: false,
  later: async () => knownRequestOf((await headers()).get(authHeader)),
  now() {
    const given = headers() as unknown as Partial<ReadHeaders>
    if (typeof given.get !== 'function') throw new AuthNotAwaitedError()
    return knownRequestOf(given.get(authHeader))
  },
})
