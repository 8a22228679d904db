import type { RevocationLedger } from './revocation-ledger.ts'
import type { Clocks } from './revocation-proof.ts'
import { type RevocationSource, RevocationSourceError } from './revocation-source.ts'

export interface FollowDeps {
  source: RevocationSource
  ledger: RevocationLedger
  clocks: Clocks
  random(): number
}

/** A stream beats each second; after so long it is lost, whatever the connection says. */
const silenceMax = 5_000
/** A stream that lasted shorter did not work: it is not begun again at once for ever. */
const workedAfter = 10_000
const retryWaitFirst = 1_000
const retryWaitMax = 30_000

/** Keeps a stream open until it is called off; `restart` begins another at once. */
export function followStream(deps: FollowDeps, signal: AbortSignal): { restart(): void } {
  let current = new AbortController()
  async function run(): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      current = new AbortController()
      const { lasted, retryAfterSeconds = 0 } = await followOnce(
        deps,
        AbortSignal.any([signal, current.signal]),
        () => current.abort(),
      )
      failures = lasted > workedAfter ? 0 : failures + 1
      await sleep(
        Math.max(Math.min(retryAfterSeconds * 1_000, retryWaitMax), waitAfter(failures, deps.random())),
        signal,
      )
    }
  }
  void run()
  return { restart: () => current.abort() }
}

/** The first time at once, then with patience: all together, a fleet would keep down a server that is coming back. */
function waitAfter(failures: number, random: number): number {
  if (failures <= 1) return 0
  return Math.min(retryWaitMax, retryWaitFirst * 2 ** (failures - 2)) * (0.5 + random / 2)
}

interface Followed {
  lasted: number
  retryAfterSeconds?: number | undefined
}

async function followOnce(
  { source, ledger, clocks }: FollowDeps,
  signal: AbortSignal,
  giveUp: () => void,
): Promise<Followed> {
  const reader = ledger.reader('streaming')
  const askedAt = clocks.monotonic()
  let silence = setTimeout(giveUp, silenceMax)
  try {
    for await (const event of source.stream(reader.cursor, signal)) {
      clearTimeout(silence)
      silence = setTimeout(giveUp, silenceMax)
      if (event.type === 'entries') reader.hear(event.entries)
      else if (event.type === 'ready') reader.prove(askedAt, event)
      else reader.prove(clocks.monotonic() - event.proofAgeMilliseconds, event)
      if (!reader.isCurrent()) break
    }
    ledger.note(new RevocationSourceError(0))
    return { lasted: clocks.monotonic() - askedAt }
  } catch (error) {
    ledger.note(error)
    const retryAfterSeconds = error instanceof RevocationSourceError ? error.retryAfterSeconds : undefined
    return { lasted: clocks.monotonic() - askedAt, retryAfterSeconds }
  } finally {
    clearTimeout(silence)
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds)
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
  })
}
