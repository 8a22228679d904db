import type { Lock } from './platform.ts'

/** A tab that holds the lock for longer is stuck, or asleep: nobody waits for it any longer. */
const patienceMilliseconds = 10_000

/**
 * One at a time among all tabs (Web Locks). Where the browser has none, each tab is alone, which costs a request more and
 * nothing else.
 */
export function createTabLock(locks: LockManager | undefined = globalThis.navigator?.locks): Lock {
  return async (name, run) => {
    if (!locks) return await run(false)
    const atOnce = await locks.request(name, { ifAvailable: true }, async (lock) =>
      lock ? { result: await run(false) } : undefined,
    )
    return atOnce ? atOnce.result : await waitForTurn(locks, name, run)
  }
}

async function waitForTurn<Result>(
  locks: LockManager,
  name: string,
  run: (waited: boolean) => Promise<Result>,
): Promise<Result> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), patienceMilliseconds)
  let hasBegun = false
  const begin = async () => {
    hasBegun = true
    clearTimeout(timer)
    return await run(true)
  }
  try {
    return await locks.request(name, { signal: patience.signal }, begin)
  } catch (error) {
    if (hasBegun) throw error
    return await begin()
  }
}
