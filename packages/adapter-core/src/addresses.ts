/** Where a request is for and where its app signs in, as `authenticateRequest` has worked them out and tells in its debug data. */
import type { BackendClient, RequestState } from '@keywright/backend'

export interface Addresses {
  /** The page as the browser knows it: behind a proxy, the address of that. */
  page: URL
  /** The server that browsers sign in at. */
  server: string
}

export function addressesOf(state: RequestState, request: Request): Addresses {
  const { url, frontendUrl } = state.toAuth({ treatPendingAsSignedOut: false })?.debug() ?? {}
  const page = url instanceof URL ? url : new URL(request.url)
  return { page, server: typeof frontendUrl === 'string' ? frontendUrl : page.origin }
}

const addressHeaders = ['host', 'x-forwarded-host', 'x-forwarded-proto']

/** Asked with nothing but the address, so that nothing is verified and nobody is called. */
export async function publicUrlOf(request: Request, client: BackendClient): Promise<URL> {
  const named = addressHeaders.flatMap((name): [string, string][] => {
    const value = request.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  const bare = new Request(request.url, { headers: named })
  return addressesOf(await client.authenticateRequest(bare, { isSatellite: false }), bare).page
}
