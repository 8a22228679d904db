/** What somebody is told who must be signed in and is not: a page is sent to the sign-in, a program gets 401. */
import { signInRedirect } from '@keywright/backend/internal'
import { pageOf } from './addresses.ts'
import { inputOf, type RequestAuth } from './request-auth.ts'

export interface Refusal {
  status: 302 | 401
  headers: Record<string, string>
  /** JSON; absent for a redirect. */
  body?: object
}

/** `undefined`: somebody is signed in. `isForPage`: a person looks at the answer, which a framework may know better than the headers. */
export function refusalOf(auth: RequestAuth, signInUrl?: string, isForPage = false): Refusal | undefined {
  const { userId, sessionStatus } = auth()
  if (userId) return undefined
  const { request, state, serverUrl } = inputOf(auth)
  if (!isForPage && !isPage(request)) return unauthorized
  const page = pageOf(request)
  const { publishableKey, isSatellite } = state
  const own = { signInUrl: signInUrl || state.signInUrl, baseUrl: page, sessionStatus }
  const location = signInRedirect({ publishableKey, isSatellite, url: serverUrl(), ...own }, page)
  return { status: 302, headers: { location, 'cache-control': 'no-store' } }
}

const message = 'The request carries no valid session.'
const unauthorized: Refusal = {
  status: 401,
  // RFC 9110 §15.5.2: a 401 says how to do better.
  headers: { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' },
  body: { errors: [{ code: 'authentication_invalid', message, long_message: message }] },
}

/** Whether a person looks at the answer. */
function isPage({ method, headers }: Request): boolean {
  if ((method !== 'GET' && method !== 'HEAD') || headers.has('authorization')) return false
  const destination = headers.get('sec-fetch-dest')
  if (destination) return destination === 'document' || destination === 'iframe'
  return headers.get('accept')?.startsWith('text/html') === true
}
