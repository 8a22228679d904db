/**
 * Work that goes on beside requests: deliveries, sweeps, listeners. One registry knows all of it, so that a stopping
 * process can let it finish before its database connections end.
 */
import type { Log } from '../log/log.ts'

type Work = () => Promise<unknown>

/** A piece of work that is done again and again. */
export interface BackgroundTask {
  /** Does it now, or once more if it is being done: what arrived meanwhile is found by the next run. */
  kick(): void
}

/** The background work of one process. What is registered begins with `start`, which tests leave out. */
export interface Background {
  /** Does the work every so many milliseconds, never twice at a time. A failure is logged, and tried again at the next time. */
  every(name: string, milliseconds: number, work: Work): BackgroundTask
  /** Something that runs by itself, such as a listener on a connection. */
  service(name: string, run: { start(): unknown; stop(): unknown }): void
  /** Does the work once while stopping, after all tasks have ended: what was gathered in memory is written down. */
  beforeStop(name: string, work: Work): void
  start(): void
  /** Ends everything, the last registered first. What does not end in time is logged and left. */
  stop(): Promise<void>
}

export interface BackgroundOptions {
  log: Log
  /** How long `stop` waits. */
  stopMillisecondsMax?: number
}

export function createBackground({ log, stopMillisecondsMax = 5_000 }: BackgroundOptions): Background {
  const starts: (() => void)[] = []
  const endings: { name: string; end: Work }[] = []
  const flushes: { name: string; end: Work }[] = []
  let state: 'waiting' | 'running' | 'stopped' = 'waiting'

  async function endAll(all: readonly { name: string; end: Work }[]): Promise<void> {
    for (const { name, end } of all.toReversed()) await endOne(name, end)
  }

  async function endOne(name: string, end: Work): Promise<void> {
    const pending = Symbol('pending')
    const { promise: deadline, resolve } = Promise.withResolvers<typeof pending>()
    const timer = setTimeout(resolve, stopMillisecondsMax, pending)
    try {
      if ((await Promise.race([end(), deadline])) === pending)
        log.warn({ task: name }, 'background work did not end in time')
    } catch (error) {
      log.warn({ task: name, err: error }, 'background work failed while stopping')
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    every(name, milliseconds, work) {
      const task = createTask(name, work, log)
      starts.push(() => task.start(milliseconds))
      endings.push({ name, end: task.stop })
      if (state === 'running') task.start(milliseconds)
      return { kick: task.kick }
    },
    service(name, { start, stop }) {
      const begin = () =>
        void Promise.resolve(start()).catch((error: unknown) =>
          log.warn({ task: name, err: error }, 'background work failed'),
        )
      starts.push(begin)
      endings.push({ name, end: async () => await stop() })
      if (state === 'running') begin()
    },
    beforeStop: (name, work) => void flushes.push({ name, end: work }),
    start() {
      if (state !== 'waiting') return
      state = 'running'
      for (const start of starts) start()
    },
    async stop() {
      if (state === 'stopped') return
      state = 'stopped'
      await endAll(endings)
      await endAll(flushes)
    },
  }
}

/** One piece of work and its timer. It logs when it begins to fail and when it works again, not each failure between. */
function createTask(name: string, work: Work, log: Log) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let failures = 0

  async function attempt(): Promise<void> {
    try {
      await work()
      if (failures > 0) log.info({ task: name, failures }, 'background work goes on')
      failures = 0
    } catch (error) {
      failures += 1
      if (failures === 1) log.warn({ task: name, err: error }, 'background work failed')
      else log.debug({ task: name, failures, err: error }, 'background work failed again')
    }
  }

  async function run(): Promise<void> {
    do {
      again = false
      await attempt()
    } while (again && timer !== undefined)
    running = undefined
  }

  return {
    start(milliseconds: number): void {
      timer = setInterval(() => {
        if (running === undefined) running = run()
      }, milliseconds)
      timer.unref()
    },
    kick(): void {
      if (timer === undefined) return
      if (running === undefined) running = run()
      else again = true
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      timer = undefined
      await running
    },
  }
}
