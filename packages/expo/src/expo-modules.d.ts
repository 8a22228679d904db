/** What is used of optional packages, each of which brings all of Expo along and so is not installed here. */
declare module 'expo-secure-store' {
  interface SecureStoreOptions {
    keychainAccessible?: number
  }
  export const AFTER_FIRST_UNLOCK: number
  export function getItemAsync(key: string, options?: SecureStoreOptions): Promise<string | null>
  export function setItemAsync(key: string, value: string, options?: SecureStoreOptions): Promise<void>
  export function deleteItemAsync(key: string, options?: SecureStoreOptions): Promise<void>
}

declare module 'expo-web-browser' {
  type Result = { type: 'success'; url: string } | { type: 'cancel' | 'dismiss' | 'opened' | 'locked' }
  export function openAuthSessionAsync(url: string, redirectUrl: string, options?: object): Promise<Result>
}

declare module 'expo-linking' {
  export function createURL(path: string): string
}

declare module 'expo-apple-authentication' {
  interface Credential {
    identityToken: string | null
    fullName: { givenName: string | null; familyName: string | null } | null
  }
  export const AppleAuthenticationScope: { FULL_NAME: number; EMAIL: number }
  export function isAvailableAsync(): Promise<boolean>
  export function signInAsync(options: { requestedScopes: number[] }): Promise<Credential>
}
