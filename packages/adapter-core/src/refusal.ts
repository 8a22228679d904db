/** What somebody is told who must be signed in and is not: a page is sent to the sign-in, a program gets 401. */
import { redirectTo, signInUrlOf } from './redirects.ts'
import { inputOf, type RequestAuth } from './request-auth.ts'

export interface Refusal {
  status: 302 | 401
  headers: Record<string, string>
  /** JSON; absent for a redirect. */
  body?: object
}

/** `undefined`: somebody is signed in. `isForPage`: a person looks at the answer, which a framework may know better than the headers. */
export function refusalOf(auth: RequestAuth, signInUrl?: string, isForPage = false): Refusal | undefined {
  if (auth().userId) return undefined
  if (!isForPage && !isPage(inputOf(auth).request)) return unauthorized
  return redirectTo(signInUrlOf(auth, { signInUrl }))
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
