import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import { isSignedIn, type SessionsService, type SignedInSession } from '../sessions/index.ts'
import type { TokensService } from '../tokens/index.ts'
import { findUser } from '../users/index.ts'
import { refreshDirective, sessionDirectives } from './directives.ts'
import { type ExpiredClaims, expiredTokenFault } from './refresh.policy.ts'
import type { RefreshTokens } from './refresh-tokens.service.ts'
import type { SessionTokenReader } from './session-token-reader.ts'

export interface RefreshDeps {
  db: Db
  clock: Clock
  sessions: Pick<SessionsService, 'find' | 'recordActivity'>
  tokens: Pick<TokensService, 'mintSessionToken'>
  refreshTokens: RefreshTokens
  reader: SessionTokenReader
}

export interface RefreshInput {
  sessionId: string
  expiredToken: string
  refreshToken: string
  /** Origin of the page whose server asks. */
  origin: string
}

export type RefreshService = ReturnType<typeof createRefreshService>

/** Exchanges an expired session token and its refresh token, as an app's server asks without a redirect (wire contract 4.5). */
export function createRefreshService(deps: RefreshDeps) {
  const { db, clock, sessions, tokens, refreshTokens, reader } = deps

  async function requireExpiredToken({ instance }: Scope, input: RefreshInput): Promise<ExpiredClaims> {
    const read = await reader.readExpired(instance, input.expiredToken)
    if (read.kind === 'refused') {
      const isOther = read.code === 'token_type_mismatch'
      throw new DomainError(
        isOther ? 'session_refresh_session_token_ineligible' : 'expired_session_token_invalid',
      )
    }
    const fault = expiredTokenFault(read.claims, input, clock.now())
    if (fault) throw new DomainError(fault)
    return read.claims
  }

  async function requireSession(scope: Scope, sessionId: string): Promise<SignedInSession> {
    const session = await sessions.find(scope, sessionId)
    if (!session) throw new DomainError('session_refresh_session_not_found')
    if (!isSignedIn(session)) throw new DomainError('session_refresh_inactive_session')
    const user = await findUser(db, scope.instance.id, session.userId)
    if (!user) throw new DomainError('session_refresh_user_not_found')
    return session
  }

  async function requireRefreshToken(
    { instance }: Scope,
    input: RefreshInput,
    claims: ExpiredClaims,
  ): Promise<void> {
    const use = { sessionId: input.sessionId, tokenId: String(claims.jti) }
    const verdict = await refreshTokens.consume(instance, input.refreshToken, use)
    if (verdict.kind !== 'good') throw new DomainError(verdict.code)
  }

  async function exchange(scope: Scope, input: RefreshInput) {
    const claims = await requireExpiredToken(scope, input)
    const session = await requireSession(scope, input.sessionId)
    await requireRefreshToken(scope, input, claims)
    await sessions.recordActivity(scope, session)
    // The page's server asks, and no header it passes on proves where the browser is: a handshake shows that.
    const unseen = { ip: undefined, insists: true }
    const jwt = await tokens.mintSessionToken({
      ...{ instance: scope.instance, session, azp: input.origin, ...unseen },
    })
    return { session, jwt }
  }

  return {
    /** The new session token alone. The refresh token is used up all the same. */
    refreshToken: async (scope: Scope, input: RefreshInput): Promise<string> =>
      (await exchange(scope, input)).jwt,

    /** Cookies for the app's server to set: a new session token, and the refresh token for the next time. */
    async refreshCookies(scope: Scope, input: RefreshInput): Promise<string[]> {
      const { session, jwt } = await exchange(scope, input)
      const next = await refreshTokens.issue(scope.instance, session)
      const page = { instance: scope.instance, url: new URL(input.origin) }
      return [refreshDirective(page, next.token, next.lifetimeSeconds), ...sessionDirectives(page, jwt)]
    },
  }
}
