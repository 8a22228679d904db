import type { Platform } from '../platform/platform.ts'
import { decodeToken, organizationIdOf, type TokenClaims } from './decode-token.ts'

/** Which token: of which session, and made how. */
export interface TokenKey {
  sessionId: string
  template?: string | undefined
  /** `null` or absent: the personal account. */
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

  /**
   * Keeps a token unless a fresher one is there: answers overtake each other. Whatever was asked for, it is kept as one for the
   * organization that it names. Returns whether it was kept.
   */
  function put({ key: asked, jwt, ageSeconds: age }: SharedToken): boolean {
    const decoded = decodeToken(jwt)
    if (!decoded) return false
    const { claims, provenAt } = decoded
    const key = asked.template === undefined ? { ...asked, organizationId: organizationIdOf(claims) } : asked
    const name = nameOf(key)
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
    /** Drops those of which this is said. */
    drop(isBad: (sessionId: string, issuedAt: number) => boolean): void {
      for (const [name, { key, claims }] of entries)
        if (isBad(key.sessionId, claims.iat)) entries.delete(name)
    },
  }
}

/** One text per token. */
export function nameOf({ sessionId, template, organizationId }: TokenKey): string {
  return JSON.stringify([sessionId, template, organizationId])
}
