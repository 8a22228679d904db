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
  if (auth().userId) return undefined
  if (!isForPage && !isPage(inputOf(auth).request)) return unauthorized
  return { status: 302, headers: { location: signInUrlOf(auth, { signInUrl }), 'cache-control': 'no-store' } }
}

export interface SignInUrlOptions {
  signInUrl?: string | undefined
  /** A page of the app, by default the one that is asked for. */
  returnBackUrl?: string | undefined
}

/** The sign-in page that leads back to a page of the app. */
export function signInUrlOf(auth: RequestAuth, { signInUrl, returnBackUrl }: SignInUrlOptions = {}): string {
  const { request, state, serverUrl } = inputOf(auth)
  const { publishableKey, isSatellite } = state
  const page = pageOf(request)
  const { sessionStatus } = auth()
  const own = { signInUrl: signInUrl || state.signInUrl, baseUrl: page, sessionStatus }
  const back = returnBackUrl === undefined ? page : pageOfApp(returnBackUrl, page)
  return signInRedirect({ publishableKey, isSatellite, url: serverUrl(), ...own }, back)
}

/** What comes from the browser may name any host (CWE-601): those of others lead to the first page. */
function pageOfApp(wish: string, { origin }: URL): URL {
  const url = URL.canParse(wish, origin) ? new URL(wish, origin) : undefined
  return url?.origin === origin ? url : new URL(origin)
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
