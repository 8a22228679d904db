import { isRequestAuth, type RequestAuth } from './request-auth.ts'

/** The developer asks who a request is from, and nobody has looked. */
export class MiddlewareMissingError extends Error {
  override readonly name = 'MiddlewareMissingError'
  readonly code = 'middleware_missing'

  constructor(setup: string, where = 'before whatever calls `getAuth()`') {
    super(`Keywright: nothing is known of this request. Write \`${setup}\` ${where}.`)
  }
}

/** Takes what a middleware left on a request; throws where there was none. */
export function requireMiddleware(auth: unknown, setup: string): RequestAuth {
  if (!isRequestAuth(auth)) throw new MiddlewareMissingError(setup)
  return auth
}
