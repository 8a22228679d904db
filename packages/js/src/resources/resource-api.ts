import type { CachedToken, TokenKey } from '../tokens/token-cache.ts'
import type { TokenWish } from '../tokens/token-source.ts'
import type { Call } from '../transport/write-call.ts'

/** What resources need of the client that made them. */
export interface ResourceApi {
  send<Resource>(call: Call): Promise<Resource>
  getToken(key: TokenKey, wish: TokenWish): Promise<string | null>
  cachedToken(sessionId: string): CachedToken | undefined
  clearTokens(sessionId: string): void
}
