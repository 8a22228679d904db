/** What a page is told by the server that draws it, so that its first picture is the right one. */
import { findFrontendUrl } from '@keywright/backend/internal'
import { pageOf } from './addresses.ts'
import { inputOf, type RequestAuth, type SessionAuth } from './request-auth.ts'

/** Anybody may read it: it stands in the page. */
export interface BrowserState {
  publishableKey: string
  url?: string
  proxyUrl?: string
  signInUrl?: string
  signUpUrl?: string
  initialState: { sessionClaims: SessionAuth['sessionClaims'] }
}

/** How the client in the page is set up, and who the server took the visitor for. */
export function browserStateOf(auth: RequestAuth): BrowserState {
  const { request, state, serverUrl } = inputOf(auth)
  const { publishableKey, isSatellite, domain, proxyUrl, signInUrl, signUpUrl } = state
  const satelliteUrl = () =>
    isSatellite && domain
      ? findFrontendUrl({ publishableKey, isSatellite, domain, page: pageOf(request) })
      : ''
  const named = Object.entries({ url: serverUrl() || satelliteUrl(), proxyUrl, signInUrl, signUpUrl })
  return {
    publishableKey,
    // An empty text would hide what the page's own code says.
    ...Object.fromEntries(named.filter(([, value]) => value)),
    // A session with tasks left is told of, too; the hooks know to hide it.
    initialState: { sessionClaims: auth({ treatPendingAsSignedOut: false }).sessionClaims },
  }
}
