/** Where a native app keeps the token that browsers have in a cookie: in memory, and in the app's cache for the next start. */

/** What an app brings: `@keywright/expo/token-cache`, or something of its own. */
export interface TokenCache {
  getToken(key: string): Promise<string | null | undefined>
  saveToken(key: string, token: string): Promise<void>
  clearToken?(key: string): void | Promise<void>
}

export interface TokenStore {
  /** `undefined`: this device has none. */
  read(): Promise<string | undefined>
  write(token: string): Promise<void>
}

/** The name that other SDKs use, so that who moves here stays signed in. */
const cacheKey = '__clerk_client_jwt'

/** Opaque, and of at most 200 bytes (design); anything else came from elsewhere, and a line break in a header would not even be sent. */
const tokenPattern = /^[\x21-\x7e]{1,200}$/

/** A cache that fails, in whatever way, costs the next start its session, and this one nothing. */
export function createTokenStore(cache: TokenCache | undefined): TokenStore {
  let current: Promise<string | undefined> | undefined

  async function readCache(): Promise<string | undefined> {
    try {
      const token = await cache?.getToken(cacheKey)
      return typeof token === 'string' && tokenPattern.test(token) ? token : undefined
    } catch {
      return undefined
    }
  }

  return {
    read() {
      current ??= readCache()
      return current
    },
    async write(token) {
      if (!tokenPattern.test(token)) return
      current = Promise.resolve(token)
      try {
        await cache?.saveToken(cacheKey, token)
      } catch {
        // It is in memory.
      }
    },
  }
}
