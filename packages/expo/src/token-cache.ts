import * as secureStore from 'expo-secure-store'
import { isNative } from './native-platform.ts'
import { createSecureCache } from './secure-cache.ts'
import type { TokenCache } from './token-store.ts'

/** For `<KeywrightProvider tokenCache={tokenCache}>`. `undefined` on the web, where cookies keep who is signed in. */
export const tokenCache: TokenCache | undefined = isNative() ? createSecureCache(secureStore) : undefined
