import { AFTER_FIRST_UNLOCK, deleteItemAsync, getItemAsync, setItemAsync } from 'expo-secure-store'
import { isNative } from './native-platform.ts'
import type { TokenCache } from './token-store.ts'

/** Keeps the token in the device's keychain, also while the screen is locked. `undefined` on the web, where cookies do. */
export const tokenCache: TokenCache | undefined = isNative() ? createSecureCache() : undefined

function createSecureCache(): TokenCache {
  const options = { keychainAccessible: AFTER_FIRST_UNLOCK }
  return {
    async getToken(key) {
      try {
        return await getItemAsync(key, options)
      } catch {
        // What cannot be decrypted, after a restore say, never will be.
        await deleteItemAsync(key, options).catch(() => undefined)
        return null
      }
    },
    saveToken: (key, token) => setItemAsync(key, token, options),
    clearToken: (key) => deleteItemAsync(key, options),
  }
}
