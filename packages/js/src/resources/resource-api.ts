import type { CachedToken, TokenKey } from '../tokens/token-cache.ts'
import type { TokenWish } from '../tokens/token-source.ts'
import type { Call } from '../transport/write-call.ts'
import type { MembershipWire, OrganizationMembershipResource } from './organization.ts'

/** The page that attempts are made on, and may lead away from. */
export interface AttemptPage {
  keywright: {
    navigate(url: string): Promise<void>
    setActive(params: { session: string; redirectUrl?: string }): Promise<void>
  }
  platform: { page: { url(): string; leaveFor(url: string): void } }
  core: { frontendUrl: string }
}

/** What attempts need of the client that made them. */
export interface AttemptApi extends Pick<ResourceApi, 'send'> {
  page(): AttemptPage
}

/** What resources need of the client that made them. */
export interface ResourceApi {
  send<Resource>(call: Call): Promise<Resource>
  getToken(key: TokenKey, wish: TokenWish): Promise<string | null>
  cachedToken(sessionId: string): CachedToken | undefined
  clearTokens(sessionId: string): void
  /** Comes before a user is read who has just been heard of. */
  prepare(sessions: readonly { user: object | null }[]): Promise<unknown>
  memberships(wire: readonly MembershipWire[], send: ResourceApi['send']): OrganizationMembershipResource[]
}
