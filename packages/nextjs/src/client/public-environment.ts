import type { KeywrightProviderProps } from '@keywright/react'

/** What the environment says of pages and of the server. */
export type PublicEnvironment = Partial<
  Pick<
    KeywrightProviderProps,
    | 'publishableKey'
    | 'url'
    | 'proxyUrl'
    | 'signInUrl'
    | 'signUpUrl'
    | 'signInForceRedirectUrl'
    | 'signInFallbackRedirectUrl'
    | 'signUpForceRedirectUrl'
    | 'signUpFallbackRedirectUrl'
  >
>

/** For browsers: the bundler writes the values in place of these names, and only where they stand as they do here. */
export const publicEnvironment = (): PublicEnvironment => ({
  publishableKey:
    process.env.NEXT_PUBLIC_KEYWRIGHT_PUBLISHABLE_KEY || process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY || '',
  url: process.env.NEXT_PUBLIC_KEYWRIGHT_URL,
  proxyUrl: process.env.NEXT_PUBLIC_KEYWRIGHT_PROXY_URL || process.env.NEXT_PUBLIC_CLERK_PROXY_URL,
  signInUrl: process.env.NEXT_PUBLIC_KEYWRIGHT_SIGN_IN_URL || process.env.NEXT_PUBLIC_CLERK_SIGN_IN_URL,
  signUpUrl: process.env.NEXT_PUBLIC_KEYWRIGHT_SIGN_UP_URL || process.env.NEXT_PUBLIC_CLERK_SIGN_UP_URL,
  signInForceRedirectUrl:
    process.env.NEXT_PUBLIC_KEYWRIGHT_SIGN_IN_FORCE_REDIRECT_URL ||
    process.env.NEXT_PUBLIC_CLERK_SIGN_IN_FORCE_REDIRECT_URL,
  signInFallbackRedirectUrl:
    process.env.NEXT_PUBLIC_KEYWRIGHT_SIGN_IN_FALLBACK_REDIRECT_URL ||
    process.env.NEXT_PUBLIC_CLERK_SIGN_IN_FALLBACK_REDIRECT_URL,
  signUpForceRedirectUrl:
    process.env.NEXT_PUBLIC_KEYWRIGHT_SIGN_UP_FORCE_REDIRECT_URL ||
    process.env.NEXT_PUBLIC_CLERK_SIGN_UP_FORCE_REDIRECT_URL,
  signUpFallbackRedirectUrl:
    process.env.NEXT_PUBLIC_KEYWRIGHT_SIGN_UP_FALLBACK_REDIRECT_URL ||
    process.env.NEXT_PUBLIC_CLERK_SIGN_UP_FALLBACK_REDIRECT_URL,
})
