/** Session tokens for whoever asks: from memory while they are good, else from the server, once for all who wait. */
import { isKeywrightApiError } from '@keywright/client'
import { type Lock, type Platform, pause } from '../platform/platform.ts'
import { isTransient } from '../transport/transport.ts'
import { nameOf, type TokenCache, type TokenKey } from './token-cache.ts'

export interface TokenSourceDeps {
  platform: Pick<Platform, 'lock' | 'schedule' | 'random'>
  cache: TokenCache
  /** What tabs that share tokens call their lock. */
  lockPrefix: string
  /** Asks the server once. */
  fetchToken(key: TokenKey): Promise<string>
  isSignedIn(sessionId: string): boolean
  /** Asks the server who is signed in, since a token was refused or is for elsewhere; resolves also when it cannot be reached. */
  recheck(key: TokenKey, refusal?: unknown): Promise<unknown>
  /** A new token is in the cache. */
  onToken(key: TokenKey): void
}

export interface TokenWish {
  /** A token with less time left is replaced. */
  leewaySeconds?: number | undefined
  /** Makes a new one, with the claims as they are now. */
  skipCache?: boolean | undefined
}

export interface TokenSource {
  /** `null` when nobody is signed in to that session. Throws when the server cannot be reached and no good token is left. */
  get(key: TokenKey, wish?: TokenWish): Promise<string | null>
}

const usualLeewaySeconds = 10
const triesMax = 5
/** A token that another tab has just fetched is under way for so long at most. */
const channelMilliseconds = 50

/** Fetched with the first token that is: one came along with the client. Without it each tab is alone. */
const lockOfBrowser: Lock = async (name, run) => {
  const found = await import('../platform/tab-lock.ts').catch(() => undefined)
  return found ? await found.createTabLock()(name, run) : await run(false)
}

export function createTokenSource(deps: TokenSourceDeps): TokenSource {
  const { cache, platform } = deps
  const { lock = lockOfBrowser } = platform
  const underWay = new Map<string, Promise<string | null>>()

  function cached(key: TokenKey, leewaySeconds: number): string | undefined {
    // However much is asked for, half of a token's life must be usable, or every call would fetch one.
    const leeway = Math.min(leewaySeconds, cache.lifetimeSeconds(key) / 2)
    return cache.secondsLeft(key) > leeway ? cache.get(key)?.jwt : undefined
  }

  async function fetchAndKeep(key: TokenKey): Promise<string | null> {
    const jwt = await fetchPersistently(key)
    // A sign-out may have overtaken the answer.
    if (jwt === null || !deps.isSignedIn(key.sessionId)) return null
    if (cache.put({ key, jwt, ageSeconds: 0 })) deps.onToken(key)
    // It is not for the organization that was asked for: the user is no longer in there.
    if (key.template === undefined && cache.get(key)?.jwt !== jwt) await deps.recheck(key)
    return jwt
  }

  async function fetchPersistently(key: TokenKey): Promise<string | null> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await deps.fetchToken(key)
      } catch (error) {
        const substitute = await substituteFor(key, error, tries)
        if (substitute !== undefined) return substitute
        await pause(platform, backoff(error, tries))
      }
    }
  }

  /** What is given when no token came; `undefined`: nothing yet, another try is made. */
  async function substituteFor(
    key: TokenKey,
    error: unknown,
    tries: number,
  ): Promise<string | null | undefined> {
    if (!deps.isSignedIn(key.sessionId)) return null
    if (!isTransient(error)) return await giveUp(key, error)
    const lastGood = cached(key, 0)
    if (lastGood === undefined && tries === triesMax) throw error
    return lastGood
  }

  /** The server refused: perhaps the session has ended, which is an answer and no error. */
  async function giveUp(key: TokenKey, error: unknown): Promise<null> {
    await deps.recheck(key, error)
    if (!deps.isSignedIn(key.sessionId)) return null
    throw error
  }

  function backoff(error: unknown, tries: number): number {
    const asked = isKeywrightApiError(error) ? (error.retryAfterSeconds ?? 0) : 0
    const own = 500 * 2 ** (tries - 1)
    return Math.max(Math.min(asked, 10) * 1000, own * (0.5 + platform.random()))
  }

  async function fetchAlone(key: TokenKey, leewaySeconds: number): Promise<string | null> {
    return await lock(deps.lockPrefix + nameOf(key), async (waited) => {
      if (waited && cached(key, leewaySeconds) === undefined) await pause(platform, channelMilliseconds)
      if (!deps.isSignedIn(key.sessionId)) return null
      return cached(key, leewaySeconds) ?? (await fetchAndKeep(key))
    })
  }

  return {
    async get(key, { leewaySeconds = usualLeewaySeconds, skipCache = false } = {}) {
      if (!deps.isSignedIn(key.sessionId)) return null
      if (skipCache) return await fetchAndKeep(key)
      const good = cached(key, leewaySeconds)
      if (good !== undefined) return good
      const name = nameOf(key)
      let answer = underWay.get(name)
      if (!answer) {
        answer = fetchAlone(key, leewaySeconds).finally(() => underWay.delete(name))
        underWay.set(name, answer)
      }
      return await answer
    },
  }
}
