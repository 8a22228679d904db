import { DomainError } from './domain-error.ts'

/** Runs work when there is room for it. */
export type Limiter = <Result>(work: () => Promise<Result>) => Promise<Result>

/**
 * So much at a time and so many waiting; who comes then is refused with `too_many_requests`, because a long queue only
 * makes everybody late.
 */
export function createLimiter({
  concurrency,
  waitingMax,
}: {
  concurrency: number
  waitingMax: number
}): Limiter {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= concurrency) {
      if (waiting.length >= waitingMax) throw new DomainError('too_many_requests', { retryAfterSeconds: 1 })
      // The place is handed over: counted again only if nobody waits, so that nobody slips in between.
      await new Promise<void>((resume) => waiting.push(resume))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
