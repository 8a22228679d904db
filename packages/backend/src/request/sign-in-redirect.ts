import { findFrontendUrl } from '../keys/api-url.ts'
import { readPublishableKey } from '../keys/publishable-key.ts'

/** Where an app sends people to sign in; the fields of a request's state, and the page they were on. */
export interface SignInRedirectOptions {
  publishableKey: string
  /** The app's own page, by path or URL; by default that of the account portal. */
  signInUrl?: string | undefined
  signUpUrl?: string | undefined
  /** Where the Keywright server is. */
  url?: string | undefined
  /** The page that is asked for. */
  baseUrl: string | URL
  isSatellite?: boolean | undefined
  sessionStatus?: 'active' | 'pending' | null | undefined
  /** `__clerk_db_jwt` of the request, which another origin cannot read. */
  devBrowser?: string | undefined
}

/** The sign-in page that leads back to where somebody came from; `null`: to nowhere in particular. */
export function signInRedirect(options: SignInRedirectOptions, returnBackUrl?: string | URL | null): string {
  return redirectTo(options.signInUrl || `${portalUrlOf(options)}/sign-in`, options, returnBackUrl)
}

/** The same for the sign-up page, by default beside that of sign-in. */
export function signUpRedirect(options: SignInRedirectOptions, returnBackUrl?: string | URL | null): string {
  const { signUpUrl, signInUrl, baseUrl } = options
  const beside = signInUrl ? withPath(new URL(signInUrl, baseUrl), '/create') : undefined
  return redirectTo(signUpUrl || beside || `${portalUrlOf(options)}/sign-up`, options, returnBackUrl)
}

function redirectTo(
  target: string,
  options: SignInRedirectOptions,
  returnBackUrl?: string | URL | null,
): string {
  const { baseUrl, isSatellite, sessionStatus, devBrowser, publishableKey } = options
  const base = new URL(baseUrl)
  const url = new URL(target, base)
  // Who is signed in and has tasks left is sent on to them.
  if (sessionStatus === 'pending') url.pathname = `${url.pathname.replace(/\/$/, '')}/tasks`
  const isElsewhere = url.host !== base.host
  if (returnBackUrl) {
    const back = new URL(returnBackUrl, base)
    if (isElsewhere && isSatellite) back.searchParams.set('__clerk_synced', 'false')
    url.searchParams.set('redirect_url', back.href)
  }
  if (isElsewhere && devBrowser && readPublishableKey(publishableKey).isDevelopment)
    url.searchParams.set('__clerk_db_jwt', devBrowser)
  return url.href
}

/** In development the portal is the server's own; in production it is beside the Frontend API (wire contract 1.5). */
function portalUrlOf({ publishableKey, url, baseUrl }: SignInRedirectOptions): string {
  const frontend = findFrontendUrl({ publishableKey, url, page: new URL(baseUrl) })
  return frontend
    .replace(/clerk\.accountsstage\./, 'accountsstage.')
    .replace(/clerk\.accounts\.|clerk\./, 'accounts.')
}

function withPath(url: URL, more: string): string {
  url.pathname += more
  return url.href
}
