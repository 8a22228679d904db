import type { TokenCache } from './token-store.ts'

/** As much of `expo-secure-store` as a cache needs. */
export interface SecureStore {
  AFTER_FIRST_UNLOCK: number
  getItemAsync(key: string, options: object): Promise<string | null>
  setItemAsync(key: string, value: string, options: object): Promise<void>
  deleteItemAsync(key: string, options: object): Promise<void>
}

/** Keeps the token in the device's keychain, where it can be read also while the screen is locked. */
export function createSecureCache(store: SecureStore): TokenCache {
  const options = { keychainAccessible: store.AFTER_FIRST_UNLOCK }
  return {
    async getToken(key) {
      try {
        return await store.getItemAsync(key, options)
      } catch {
        // What cannot be decrypted, after a restore say, never will be.
        await store.deleteItemAsync(key, options)
        return null
      }
    },
    saveToken: (key, token) => store.setItemAsync(key, token, options),
    clearToken: (key) => store.deleteItemAsync(key, options),
  }
}
