import type { UiModule } from './components/ui-module.ts'

export interface KeywrightOptions {
  publishableKey: string
  /** Where the Keywright server is. Absent: `KEYWRIGHT_URL`, in development port 3900 of this machine, else the host in the key. */
  url?: string | undefined
  /** A path of the app, or a URL, that forwards to the server. */
  proxyUrl?: string | undefined
  /** The components, loaded when the first one is shown: `() => import('@keywright/ui')`. */
  ui?: (() => Promise<UiModule>) | undefined
  /** Pages of the app; absent: the account portal's. */
  signInUrl?: string | undefined
  signUpUrl?: string | undefined
  userProfileUrl?: string | undefined
  /** Where to go after a sign-in, whatever was asked for; `fallback`: where nothing was. */
  signInForceRedirectUrl?: string | undefined
  signInFallbackRedirectUrl?: string | undefined
  signUpForceRedirectUrl?: string | undefined
  signUpFallbackRedirectUrl?: string | undefined
  afterSignOutUrl?: string | undefined
  /** Origins beside the app's own to which somebody may be sent, or patterns of them. */
  allowedRedirectOrigins?: readonly (string | RegExp)[] | undefined
  /** Pages for what a pending session still asks for, by the key of the task. */
  taskUrls?: Readonly<Record<string, string>> | undefined
  /** The app's router, for pages of its own; absent: the browser loads them. */
  routerPush?: ((url: string) => unknown) | undefined
  /** Handed to components as they are. */
  appearance?: object | undefined
  localization?: object | undefined
}
