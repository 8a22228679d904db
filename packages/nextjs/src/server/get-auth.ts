import { createGetAuth, type GetAuth } from '@keywright/adapter-core'
import { knownRequestOf } from './auth.ts'
import { authHeader } from './known-request.ts'

/** A request of a route handler, of an API route, or of `getServerSideProps`. */
export type RequestWithHeaders =
  | { headers: { get(name: string): string | null } }
  | { headers: Readonly<Record<string, string | string[] | undefined>> }

/** Who a request is from. Throws where `keywrightMiddleware()` did not run before. */
export const getAuth: GetAuth<RequestWithHeaders> = createGetAuth(
  (request: RequestWithHeaders) => knownRequestOf(headerOf(request)).auth,
)

function headerOf({ headers }: RequestWithHeaders): string | null | undefined {
  if (headers instanceof Headers || typeof headers.get === 'function')
    return (headers as Headers).get(authHeader)
  return [(headers as Record<string, string | string[] | undefined>)[authHeader]].flat()[0]
}
