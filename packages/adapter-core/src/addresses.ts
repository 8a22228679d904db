/** The page that is asked for as the browser knows it: behind a proxy, the address of that. */
import type { BackendClient, RequestState } from '@keywright/backend'

/** As `authenticateRequest` has worked it out, and tells in its debug data. */
export function pageOf(state: RequestState, request: Request): URL {
  const { url } = state.toAuth({ treatPendingAsSignedOut: false })?.debug() ?? {}
  return url instanceof URL ? url : new URL(request.url)
}

const addressHeaders = ['host', 'x-forwarded-host', 'x-forwarded-proto']

/** Asked with nothing but the address, so that nothing is verified and nobody is called. */
export async function publicUrlOf(request: Request, client: BackendClient): Promise<URL> {
  const named = addressHeaders.flatMap((name): [string, string][] => {
    const value = request.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  const bare = new Request(request.url, { headers: named })
  return pageOf(await client.authenticateRequest(bare, { isSatellite: false }), bare)
}
