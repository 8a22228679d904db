import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from './domain-error.ts'

/** So many within so many seconds; a limit of 0 is no limit. */
export interface RateLimit {
  limit: number
  window_seconds: number
}

/** Counts what callers do, and refuses with `too_many_requests` and the time to wait. Counted in this process only. */
export interface Throttle {
  /** Takes one from a budget. Requests that were exempted take nothing. */
  take(request: object, name: string, key: string, rule: RateLimit): Promise<void>
  /** Lifts every limit for one request: a test run with a testing token goes as fast as it can. */
  exempt(request: object): void
}

export function createThrottle({ enabled }: { enabled: boolean }): Throttle {
  const limiters = new Map<string, RateLimiterMemory>()
  const exempted = new WeakSet<object>()

  /** One counter for each rule: when an operator changes a limit, counting begins anew. */
  function limiterFor(name: string, { limit, window_seconds: duration }: RateLimit): RateLimiterMemory {
    const id = `${name}:${limit}:${duration}`
    const found = limiters.get(id) ?? new RateLimiterMemory({ points: limit, duration, keyPrefix: id })
    limiters.set(id, found)
    return found
  }

  return {
    async take(request, name, key, rule) {
      if (!enabled || rule.limit === 0 || exempted.has(request)) return
      try {
        await limiterFor(name, rule).consume(key)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        throw new DomainError('too_many_requests', { retryAfterSeconds: refusal.msBeforeNext / 1000 })
      }
    },
    exempt: (request) => void exempted.add(request),
  }
}

/** What limits know of a call: whose it is, and from where. */
export interface LimitedCall {
  instance: { id: string }
  request: { ip: string; proxied: boolean }
}

/** One network may try so many identifiers in the time in which it may try one of them once more. */
const identifiersPerNetwork = 20

/** So many bursts at one identifier, from wherever, in so many windows: no single network can use all of it up. */
const burstsPerIdentifier = 20
const windowsPerIdentifier = 10

/** Through one proxy, so many networks may do all they can. */
const networksPerProxy = 20

/**
 * Takes one from what a network may do. Behind an app's proxy the address may be the browser's own invention, so those who
 * come that way share a budget as well.
 */
export async function takeOfNetwork(
  throttle: Throttle,
  { instance, request }: LimitedCall,
  name: string,
  rule: RateLimit,
): Promise<void> {
  await throttle.take(request, `${name}_network`, `${instance.id}|${networkOf(request.ip)}`, rule)
  const shared = { ...rule, limit: rule.limit * networksPerProxy }
  if (request.proxied) await throttle.take(request, `${name}_proxy`, instance.id, shared)
}

/**
 * Takes one guess at an identifier: from what its network may do there, from what all networks may do there, and from what
 * the network may do at all. Without an identifier there is nothing to guess at, and a whole office may share the network.
 */
export async function takeGuess(
  throttle: Throttle,
  call: LimitedCall,
  name: string,
  identifier: string | null | undefined,
  rule: RateLimit,
): Promise<void> {
  const { instance, request } = call
  if (identifier) {
    const target = `${instance.id}|${identifier.toLowerCase()}`
    await throttle.take(request, name, `${target}|${networkOf(request.ip)}`, rule)
    await throttle.take(request, `${name}_identifier`, target, {
      limit: rule.limit * burstsPerIdentifier,
      window_seconds: rule.window_seconds * windowsPerIdentifier,
    })
  }
  // Against one password tried on many accounts.
  await takeOfNetwork(throttle, call, name, { ...rule, limit: rule.limit * identifiersPerNetwork })
}

/** One household or server: a whole IPv6 /64 belongs to one subscriber, who can take any address in it (RFC 6177). */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  const [head = '', tail = ''] = ip.toLowerCase().replace(/%.*$/, '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = ip.includes('::')
    ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
    : []
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
