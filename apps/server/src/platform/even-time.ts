import { setTimeout as sleep } from 'node:timers/promises'

const stepMilliseconds = 200

/**
 * Does work and lets its end, good or bad, be seen on a grid of 200 ms only. What differs between a known and an unknown
 * account by a query or two then no longer shows in the time of the answer.
 */
export async function settleEvenly<Result>(work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now()
  try {
    return await work()
  } finally {
    const elapsed = performance.now() - startedAt
    await sleep(Math.ceil(elapsed / stepMilliseconds) * stepMilliseconds - elapsed)
  }
}
