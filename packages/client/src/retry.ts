/** When a call is made again. Together with everybody else's, retries must never keep down a server that is recovering. */

export interface RetryOptions {
  /** Tries of one call at most, the first included. */
  triesMax: number
  /** The longest wait that is taken on; a server that asks for more gets no second try. */
  waitMillisecondsMax: number
  /** Retries allowed for each call made, over time: with 0.1, at most a tenth more load. */
  budgetPerCall: number
  /** Retries that may be saved up. */
  budgetMax: number
}

export const usualRetries: RetryOptions = {
  triesMax: 3,
  waitMillisecondsMax: 5_000,
  budgetPerCall: 0.1,
  budgetMax: 10,
}

export interface RetryBudget {
  /** A call begins: it earns its share. */
  earn(): void
  /** Takes one retry, if there is one. */
  spend(): boolean
}

/** One budget for all calls of a client. It is full at first. */
export function createRetryBudget({ budgetPerCall, budgetMax }: RetryOptions): RetryBudget {
  let left = budgetMax
  return {
    earn() {
      left = Math.min(budgetMax, left + budgetPerCall)
    },
    spend() {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}

/** What a failed try allows. `status` 0: no answer came. */
export interface FailedTry {
  method: string
  status: number
  retryAfterSeconds: number | undefined
  /** How many tries were made. */
  tries: number
}

const transient = new Set([0, 502, 503, 504])

/**
 * How long to wait before another try; `undefined`: there is none. A write that may have happened is never repeated: only
 * 429 says for sure that nothing was done.
 */
export function retryWait(
  failed: FailedTry,
  options: RetryOptions,
  random: () => number,
): number | undefined {
  const isSafe = failed.method === 'get'
  if (failed.tries >= options.triesMax) return undefined
  if (failed.status !== 429 && !(isSafe && transient.has(failed.status))) return undefined
  const backoff = 100 * 2 ** failed.tries * random()
  const wait = Math.max(backoff, (failed.retryAfterSeconds ?? 0) * 1_000)
  return wait <= options.waitMillisecondsMax ? wait : undefined
}
