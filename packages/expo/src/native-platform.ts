import type { Platform } from '@keywright/js'
import { createNativeFetch } from './native-fetch.ts'
import { createTokenStore, type TokenCache } from './token-store.ts'

export interface NativePlatformOptions {
  tokenCache?: TokenCache | undefined
  /** Opens what is no screen of the app: `Linking.openURL`. */
  openUrl?: ((url: string) => unknown) | undefined
  /** Where the Keywright server is. */
  url?: string | undefined
}

/** What the client asks of a browser, where there is none: one window, no cookies, and timers that stop while the app sleeps. */
export function createNativePlatform({ tokenCache, openUrl, url }: NativePlatformOptions): Platform {
  return {
    fetch: createNativeFetch(createTokenStore(tokenCache), (target, init) => fetch(target, init)),
    now: () => Date.now(),
    ticks: () => performance.now(),
    random: Math.random,
    // It names cookies, of which there are none.
    sha1: async () => new Uint8Array(20),
    schedule(milliseconds, run) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    page: {
      // Screens have no address: paths are the app's, everything else is beside its server.
      url: () => (url ? new URL('/', url).href : 'http://localhost/'),
      isVisible: () => true,
      isOnline: () => true,
      leaveFor: (target) => void openUrl?.(target),
      onWake: () => () => undefined,
    },
    cookies: { read: () => '', write: () => undefined },
    openChannel: () => ({ post: () => undefined, close: () => undefined }),
    lock: (_name, run) => run(false),
  }
}

/** Whether this is React Native, by what it says of itself. */
export const isNative = (): boolean => globalThis.navigator?.product === 'ReactNative'
