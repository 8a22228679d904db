/** Cross-origin answers (Fetch standard, "CORS protocol"). Headers are made before the response, not added to it. */

const exposed = 'Authorization, Clerk-Db-Jwt, Retry-After, X-Country'
const methods = 'GET, POST, PUT, PATCH, DELETE, OPTIONS'

/** What a page may put into a request. A proxy's secret key is never among it. */
const requestHeader = /^(authorization|content-type|x-mobile|x-expo-sdk-version|x-clerk-[a-z-]{1,40})$/
const preflightSeconds = '600'

/** What an origin may do with an answer. `credentials`: read it, and have sent its cookies. `anyone`: read it as a stranger. */
export type CorsGrant = 'credentials' | 'anyone' | 'none'

/** Lets a page of the origin read the answer. `Vary` is there in any case: caches must not mix origins up. */
export function corsHeaders(origin: string | undefined, grant: CorsGrant): Headers {
  const headers = new Headers({ vary: 'Origin' })
  if (grant === 'anyone') headers.set('access-control-allow-origin', '*')
  if (origin === undefined || grant !== 'credentials') return headers
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-allow-credentials', 'true')
  headers.set('access-control-expose-headers', exposed)
  return headers
}

/** Answers a preflight: what the page may send, if it may send anything. */
export function preflightResponse(
  origin: string | undefined,
  grant: CorsGrant,
  requestedHeaders: string | null,
): Response {
  const headers = corsHeaders(origin, grant)
  if (headers.has('access-control-allow-origin')) {
    const allowed = (requestedHeaders ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => requestHeader.test(name))
    headers.set('access-control-allow-methods', methods)
    headers.set('access-control-allow-headers', allowed.join(', '))
    headers.set('access-control-max-age', preflightSeconds)
  }
  return new Response(null, { status: 204, headers })
}
