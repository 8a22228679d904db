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
  request: { ip: string }
}

/** Takes one from what a network may do. */
export async function takeOfNetwork(
  throttle: Throttle,
  { instance, request }: LimitedCall,
  name: string,
  rule: RateLimit,
): Promise<void> {
  await throttle.take(request, `${name}_network`, `${instance.id}|${networkOf(request.ip)}`, rule)
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
