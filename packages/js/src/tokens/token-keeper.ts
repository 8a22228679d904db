/**
 * Renews the active session's token before it runs out, while somebody looks at the page. Timers are only a hint: browsers
 * slow them down in hidden tabs and stop them in sleep, so every sign of waking asks the same question again.
 */
import type { Platform } from '../platform/platform.ts'
import { isTransient } from '../transport/transport.ts'
import type { TokenCache, TokenKey } from './token-cache.ts'
import type { TokenSource } from './token-source.ts'

export interface TokenKeeperDeps {
  platform: Pick<Platform, 'schedule' | 'random'> & {
    page: Pick<Platform['page'], 'isVisible' | 'isOnline' | 'onWake'>
  }
  cache: TokenCache
  source: TokenSource
  /** The token that is kept fresh; `undefined`: nobody is signed in. */
  wanted(): TokenKey | undefined
}

export interface TokenKeeper {
  /** Something changed: another session, or a new token. */
  plan(): void
  stop(): void
}

/** Of a token's life, when it is renewed: early enough for a slow answer, the rest of it for a server that is away. */
const renewAtShare = 0.7
const waitMilliseconds = { least: 1_000, most: 60_000 }

export function createTokenKeeper({ platform, cache, source, wanted }: TokenKeeperDeps): TokenKeeper {
  const { page } = platform
  let cancel = () => {}
  let failures = 0
  let isRenewing = false

  const leeway = (key: TokenKey) => cache.lifetimeSeconds(key) * (1 - renewAtShare)

  function plan(): void {
    cancel()
    const key = wanted()
    if (!key || isRenewing) return
    const dueInSeconds = cache.secondsLeft(key) - leeway(key)
    // Everybody who signed in at the same moment, after an outage say, is spread out again.
    const spread = 1 - 0.1 * platform.random()
    cancel = platform.schedule(Math.max(dueInSeconds * spread, 0) * 1000, () => void renew())
  }

  async function renew(): Promise<void> {
    cancel()
    const key = wanted()
    // Nobody looks, or nobody could answer: waking asks again.
    if (!key || isRenewing || !page.isVisible() || !page.isOnline()) return
    isRenewing = true
    // Anything with more time left than now is another tab's new one.
    const error = await source.get(key, { leewaySeconds: cache.secondsLeft(key) + 1 }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    isRenewing = false
    const isStillDue = wanted() && cache.secondsLeft(key) <= leeway(key)
    failures = error !== undefined || isStillDue ? failures + 1 : 0
    if (failures === 0) plan()
    else if (error === undefined || isTransient(error))
      cancel = platform.schedule(backoff(), () => void renew())
  }

  function backoff(): number {
    const { least, most } = waitMilliseconds
    return Math.min(least * 2 ** (failures - 1), most) * (0.5 + platform.random())
  }

  const stopListening = page.onWake(() => {
    const key = wanted()
    if (!key || failures > 0) return void (page.isOnline() && key && renew())
    if (cache.secondsLeft(key) <= leeway(key)) void renew()
    else plan()
  })

  return {
    plan,
    stop() {
      cancel()
      stopListening()
    },
  }
}
