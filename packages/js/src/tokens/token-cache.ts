import type { Platform } from '../platform/platform.ts'
import { decodeToken, type TokenClaims } from './decode-token.ts'

/** Which token: of which session, and made how. */
export interface TokenKey {
  sessionId: string
  template?: string | undefined
  organizationId?: string | null | undefined
}

export interface CachedToken {
  jwt: string
  claims: TokenClaims
}

/** A token on its way to another tab, with its age, since the clocks of the two may differ from the server's. */
export interface SharedToken {
  key: TokenKey
  jwt: string
  ageSeconds: number
}

interface Entry extends CachedToken {
  key: TokenKey
  provenAt: number
  heardAt: { now: number; ticks: number }
}

export type TokenCache = ReturnType<typeof createTokenCache>

/**
 * Tokens that are still good. How long one lives is read from the token itself, and how old it is from the clocks of this
 * machine since it was heard, never by comparing this machine's time of day with the server's.
 */
export function createTokenCache(platform: Pick<Platform, 'now' | 'ticks'>) {
  const entries = new Map<string, Entry>()

  /** Wall clocks jump and steady ones stop in sleep: whichever says more is believed. */
  function ageSeconds({ heardAt }: Entry): number {
    return Math.max(platform.now() - heardAt.now, platform.ticks() - heardAt.ticks, 0) / 1000
  }

  const lifetime = ({ claims }: CachedToken) => claims.exp - claims.iat

  /** Keeps a token unless a fresher one is there: answers overtake each other. Returns whether it was kept. */
  function put({ key, jwt, ageSeconds: age }: SharedToken): boolean {
    const decoded = decodeToken(jwt)
    if (!decoded) return false
    const name = nameOf(key)
    const { claims, provenAt } = decoded
    const known = entries.get(name)
    const isStale = known && (provenAt - known.provenAt || claims.iat - known.claims.iat) < 0
    if (isStale || known?.jwt === jwt) return false
    const heardAt = { now: platform.now() - age * 1000, ticks: platform.ticks() - age * 1000 }
    entries.set(name, { key, jwt, claims, provenAt, heardAt })
    return true
  }

  return {
    put,
    /** Seconds a token is good for; 0 or less: none is. */
    secondsLeft(key: TokenKey): number {
      const entry = entries.get(nameOf(key))
      return entry ? lifetime(entry) - ageSeconds(entry) : 0
    },
    lifetimeSeconds(key: TokenKey): number {
      const entry = entries.get(nameOf(key))
      return entry ? lifetime(entry) : 0
    },
    get: (key: TokenKey): CachedToken | undefined => entries.get(nameOf(key)),
    /** The same for another tab. */
    share(key: TokenKey): SharedToken | undefined {
      const entry = entries.get(nameOf(key))
      return entry && { key, jwt: entry.jwt, ageSeconds: ageSeconds(entry) }
    },
    /** Drops the tokens of every session but these; all of them without any. */
    keepOnly(sessionIds: ReadonlySet<string>): void {
      for (const [name, { key }] of entries) if (!sessionIds.has(key.sessionId)) entries.delete(name)
    },
    dropSession(sessionId: string): void {
      for (const [name, { key }] of entries) if (key.sessionId === sessionId) entries.delete(name)
    },
  }
}

/** One text per token. An organization that is not named is the session's own; `null` is the personal account. */
export function nameOf({ sessionId, template, organizationId }: TokenKey): string {
  return JSON.stringify([sessionId, template, organizationId === undefined ? 0 : organizationId])
}
