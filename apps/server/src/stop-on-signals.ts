import type { Log } from './platform/log/log.ts'

/** A terminal and npm both hand on Ctrl+C, so one press may arrive twice. */
const repeatMilliseconds = 500
const stopMillisecondsMax = 30_000
const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }

type StopSignal = keyof typeof signalNumbers

/** Stops the process in order at the first signal, and at once at the second. */
export function stopOnSignals(close: () => Promise<void>, log: Log): void {
  let firstAt: number | undefined

  function handle(signal: StopSignal): void {
    const now = performance.now()
    if (firstAt === undefined) {
      firstAt = now
      void stop(signal)
    } else if (now - firstAt > repeatMilliseconds) process.exit(128 + signalNumbers[signal])
  }

  async function stop(signal: StopSignal): Promise<void> {
    log.info({ signal }, 'keywright is stopping')
    setTimeout(() => {
      log.error({ signal }, 'keywright did not stop in time')
      process.exit(1)
    }, stopMillisecondsMax).unref()
    try {
      await close()
      log.info({ signal }, 'keywright has stopped')
      process.exit(0)
    } catch (error) {
      log.error({ err: error }, 'keywright stopped with an error')
      process.exit(1)
    }
  }

  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
  process.on('SIGHUP', handle)
}
