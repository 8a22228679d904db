/** Where people are sent to sign in or up, and back from there. */
import { signInRedirect, signUpRedirect } from '@keywright/backend/internal'
import { pageOf } from './addresses.ts'
import { inputOf, type RequestAuth } from './request-auth.ts'

export interface SignInUrlOptions {
  signInUrl?: string | undefined
  /** A page of the app, by default the one that is asked for; `null`: none. */
  returnBackUrl?: string | URL | null | undefined
}

/** The sign-in page that leads back to a page of the app. */
export const signInUrlOf = (auth: RequestAuth, options: SignInUrlOptions = {}): string =>
  entryUrlOf(auth, options, signInRedirect)

function entryUrlOf(
  auth: RequestAuth,
  { signInUrl, returnBackUrl }: SignInUrlOptions,
  redirect: typeof signInRedirect,
): string {
  const { request, state, serverUrl } = inputOf(auth)
  const { publishableKey, isSatellite, signUpUrl } = state
  const page = pageOf(request)
  const { sessionStatus } = auth()
  const own = { signInUrl: signInUrl || state.signInUrl, signUpUrl, baseUrl: page, sessionStatus }
  const back = returnBackUrl === undefined ? page : returnBackUrl && pageOfApp(returnBackUrl, page)
  return redirect({ publishableKey, isSatellite, url: serverUrl(), ...own }, back)
}

/** What comes from the browser may name any host (CWE-601): those of others lead to the first page. */
function pageOfApp(wish: string | URL, { origin }: URL): URL {
  const url = URL.canParse(wish, origin) ? new URL(wish, origin) : undefined
  return url?.origin === origin ? url : new URL(origin)
}

export interface RedirectVerbs {
  redirectToSignIn(options?: SignInUrlOptions): Response
  redirectToSignUp(options?: SignInUrlOptions): Response
}

/** Answers that send whoever asks to sign in or up. */
export function redirectsOf(auth: RequestAuth): RedirectVerbs {
  const answer = (options: SignInUrlOptions = {}, redirect: typeof signInRedirect) =>
    new Response(null, redirectTo(entryUrlOf(auth, options, redirect)))
  return {
    redirectToSignIn: (options) => answer(options, signInRedirect),
    redirectToSignUp: (options) => answer(options, signUpRedirect),
  }
}

/** No cache may send the next visitor away, too. */
export const redirectTo = (location: string) => ({
  status: 302 as const,
  headers: { location, 'cache-control': 'no-store' },
})
