/** The addresses of pages: where to sign in and up, and where to go after that. */
import type { AfterAuthProps, EnvironmentState, KeywrightOptions, RedirectOptions } from '../interface.ts'
import { safeRedirect } from './redirects.ts'

export interface PageUrlsDeps {
  options: KeywrightOptions
  pageUrl(): string
  frontendUrl(): string
  environment(): EnvironmentState | undefined
}

export type PageUrls = ReturnType<typeof createPageUrls>

/** The query parameter that says where to go after signing in or up. */
const redirectParameter = 'redirect_url'

export function createPageUrls({ options, pageUrl, frontendUrl, environment }: PageUrlsDeps) {
  const display = () => environment()?.display_config

  /** Pages that the app or the operator named are as good as the app's own. */
  function trustedOrigins(): (string | RegExp)[] {
    const named = [
      options.signInUrl,
      options.signUpUrl,
      frontendUrl(),
      display()?.sign_in_url,
      display()?.home_url,
    ]
    const origins = named.flatMap((url) => (url && URL.canParse(url) ? [new URL(url).origin] : []))
    return [...origins, ...(options.allowedRedirectOrigins ?? [])]
  }

  const safe = (wish: string | null | undefined) =>
    safeRedirect(wish, { pageUrl: pageUrl(), allowedOrigins: trustedOrigins() })

  const absolute = (url: string) => new URL(url, pageUrl())

  /** A page with where to go after it; itself is nowhere to go. */
  function leadingTo(page: string, back: string | undefined): string {
    const url = absolute(page)
    const isElsewhere = back !== undefined && new URL(back, url).pathname !== url.pathname
    if (isElsewhere) url.searchParams.set(redirectParameter, back)
    return url.href
  }

  const authUrl = (page: string, { redirectUrl }: RedirectOptions) =>
    leadingTo(page, safe(redirectUrl ?? pageUrl()))

  const asked = () => safe(new URL(pageUrl()).searchParams.get(redirectParameter))

  /** What the page's code wishes comes first, then the address, then what was set up. */
  function afterUrl(force: (string | null | undefined)[], fallback: (string | null | undefined)[]): string {
    const wishes = [...force, asked(), ...fallback, '/']
    return wishes.map((wish) => safe(wish)).find((url) => url !== undefined) ?? absolute('/').href
  }

  const after =
    (name: 'In' | 'Up', wireName: 'in' | 'up') =>
    ({ forceRedirectUrl, fallbackRedirectUrl }: AfterAuthProps = {}) =>
      afterUrl(
        [forceRedirectUrl, options[`sign${name}ForceRedirectUrl`]],
        [
          ...[fallbackRedirectUrl, options[`sign${name}FallbackRedirectUrl`]],
          display()?.[`after_sign_${wireName}_url`],
        ],
      )

  const portal = (path: string) => `${frontendUrl()}${path}`
  const signInPage = () => options.signInUrl || display()?.sign_in_url || portal('/sign-in')
  const signUpPage = () => options.signUpUrl || display()?.sign_up_url || portal('/sign-up')

  return {
    frontendUrl,
    /** The URL, if somebody may be sent there. */
    safeRedirect: safe,
    /** What the address asks for, if somebody may be sent there. */
    asked,
    /** For those who come from one to the other: whoever sent them here still wants them back. */
    signInPage: () => leadingTo(signInPage(), asked()),
    signUpPage: () => leadingTo(signUpPage(), asked()),
    signIn: (params: RedirectOptions = {}) => authUrl(signInPage(), params),
    signUp: (params: RedirectOptions = {}) => authUrl(signUpPage(), params),
    userProfile: () =>
      absolute(options.userProfileUrl || display()?.user_profile_url || portal('/user')).href,
    afterSignIn: after('In', 'in'),
    afterSignUp: after('Up', 'up'),
    home: () => absolute('/').href,
    afterSignOut: () => absolute(options.afterSignOutUrl || '/').href,
    task: (key: string | undefined) => {
      const url = key === undefined ? undefined : options.taskUrls?.[key]
      return url === undefined ? undefined : absolute(url).href
    },
  }
}
