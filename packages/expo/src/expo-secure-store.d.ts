/** What is used of the optional `expo-secure-store`, which brings all of Expo along and so is not installed here. */
declare module 'expo-secure-store' {
  interface SecureStoreOptions {
    keychainAccessible?: number
  }
  export const AFTER_FIRST_UNLOCK: number
  export function getItemAsync(key: string, options?: SecureStoreOptions): Promise<string | null>
  export function setItemAsync(key: string, value: string, options?: SecureStoreOptions): Promise<void>
  export function deleteItemAsync(key: string, options?: SecureStoreOptions): Promise<void>
}
