import type { CachedToken, TokenKey } from '../tokens/token-cache.ts'
import type { TokenWish } from '../tokens/token-source.ts'
import type { Call } from '../transport/write-call.ts'

/** What attempts need of the page that they are made on. */
export interface AttemptApi extends Pick<ResourceApi, 'send'> {
  page: {
    /** The whole address of a page of the app. */
    absolute(url: string): string
    frontendUrl(): string
    leaveFor(url: string): void
    navigate(url: string): Promise<void>
    setActive(params: { session: string; redirectUrl?: string }): Promise<void>
  }
}

/** What resources need of the client that made them. */
export interface ResourceApi {
  send<Resource>(call: Call): Promise<Resource>
  getToken(key: TokenKey, wish: TokenWish): Promise<string | null>
  cachedToken(sessionId: string): CachedToken | undefined
  clearTokens(sessionId: string): void
}
