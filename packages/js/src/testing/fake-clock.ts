/** Time that passes when a test says so. */
export interface FakeClock {
  now(): number
  ticks(): number
  schedule(milliseconds: number, run: () => void): () => void
  /** Lets time pass, timers run in their order, and everything that follows from them. */
  advance(milliseconds: number): Promise<void>
  /** Time passes while the machine sleeps: no timer runs, and the steady clock stands still. */
  sleep(milliseconds: number): void
}

interface Timer {
  at: number
  run: () => void
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

export function createFakeClock(startAt = 1_800_000_000_000): FakeClock {
  let ticks = 0
  let offset = startAt
  const timers = new Set<Timer>()

  function nextDue(until: number): Timer | undefined {
    const due = [...timers].filter(({ at }) => at <= until)
    return due.toSorted((a, b) => a.at - b.at)[0]
  }

  return {
    now: () => offset + ticks,
    ticks: () => ticks,
    schedule(milliseconds, run) {
      const timer = { at: ticks + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(milliseconds) {
      const until = ticks + milliseconds
      await settle()
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer)
        ticks = Math.max(ticks, timer.at)
        timer.run()
        await settle()
      }
      ticks = until
      await settle()
    },
    sleep(milliseconds) {
      offset += milliseconds
    },
  }
}
