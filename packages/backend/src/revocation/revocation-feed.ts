/**
 * Follows the revocation feed: by stream; while that is lost, by polling each second; while that fails, too, by the rule of the
 * young token. Which of them holds can be seen.
 */
import { KeywrightConfigError } from '../config-error.ts'
import { type Environment, readEnvironment } from '../environment.ts'
import { findApiUrl } from '../keys/api-url.ts'
import type { RevocationGuard } from '../verify/verifier.ts'
import { followStream } from './follow-stream.ts'
import { createHttpRevocationSource } from './http-revocation-source.ts'
import {
  createRevocationLedger,
  type RevocationFeedStatus,
  type RevocationLedger,
} from './revocation-ledger.ts'
import type { Clocks } from './revocation-proof.ts'
import type { RevocationSource } from './revocation-source.ts'

export interface RevocationFeedOptions {
  secretKey?: string | undefined
  apiUrl?: string | undefined
  url?: string | undefined
  publishableKey?: string | undefined
  /** Called at each change of the mode; by default a loss is told on the console. */
  onChange?: ((status: RevocationFeedStatus) => void) | undefined
  /** Where revocations come from, instead of the server's feed. */
  source?: RevocationSource | undefined
  clocks?: Clocks | undefined
  random?: (() => number) | undefined
  fetch?: typeof fetch | undefined
  environment?: Environment | undefined
}

/** Hand it to `createBackendClient` or `verifyToken` as `revocations`. One for each process and instance is enough. */
export interface RevocationFeed extends RevocationGuard {
  status(): RevocationFeedStatus
  /** Resolves when everything is known for the first time; until then only young tokens are taken. */
  ready(): Promise<void>
  /** Ends it; from then on only young tokens are taken. */
  close(): void
}

const pollEvery = 1_000
const pollTimeout = 2_500
/** A proof younger than this needs no poll beside it. */
const pollIfOlder = 1_500

export function createRevocationFeed(options: RevocationFeedOptions = {}): RevocationFeed {
  const { clocks = ownClocks, random = Math.random, onChange = tellConsole } = options
  const source = options.source ?? httpSource(options)
  const closing = new AbortController()
  let restart: () => void = () => {}
  const ledger = createRevocationLedger({ clocks, onChange, onRestart: () => restart() })
  const stream = followStream({ source, ledger, clocks, random }, closing.signal)
  restart = stream.restart
  const poll = createPoll(source, ledger, clocks, closing.signal)
  const ticker = setInterval(() => {
    if (ledger.proofAge() > pollIfOlder) void poll()
    ledger.tidy()
  }, pollEvery)
  unref(ticker)
  return {
    judge: ledger.judge,
    status: ledger.status,
    ready: () => ledger.ready,
    close() {
      clearInterval(ticker)
      ledger.close()
      closing.abort()
    },
  }
}

/** One poll, unless one is under way. */
function createPoll(
  source: RevocationSource,
  ledger: RevocationLedger,
  clocks: Clocks,
  closing: AbortSignal,
) {
  let isUnderWay = false
  return async () => {
    if (isUnderWay) return
    isUnderWay = true
    try {
      const reader = ledger.reader('polling')
      const askedAt = clocks.monotonic()
      const page = await source.poll(
        reader.cursor,
        AbortSignal.any([closing, AbortSignal.timeout(pollTimeout)]),
      )
      reader.hear(page.entries)
      reader.prove(askedAt, page)
    } catch (error) {
      ledger.note(error)
    } finally {
      isUnderWay = false
    }
  }
}

function httpSource(options: RevocationFeedOptions): RevocationSource {
  const { secretKey, apiUrl, url, publishableKey } = options
  const named = Object.entries({ secretKey, apiUrl, url, publishableKey }).filter(
    ([, value]) => value !== undefined,
  )
  const settings = { ...readEnvironment(options.environment), ...Object.fromEntries(named) }
  if (!settings.secretKey)
    throw new KeywrightConfigError(
      'secret_key_missing',
      'the revocation feed needs a secret key. Set KEYWRIGHT_SECRET_KEY or pass `secretKey`.',
    )
  return createHttpRevocationSource({
    apiUrl: findApiUrl(settings),
    secretKey: settings.secretKey,
    fetch: options.fetch ?? ((...input) => globalThis.fetch(...input)),
  })
}

const ownClocks: Clocks = { monotonic: () => performance.now(), now: Date.now }

function tellConsole({ mode, lastError }: RevocationFeedStatus): void {
  if (mode === 'polling' || mode === 'unproven')
    // biome-ignore lint/suspicious/noConsole: a server's log is where its developer looks
    console.warn(`Keywright: revocations are now ${mode}${lastError ? ` (${lastError})` : ''}.`)
}

/** The feed does not keep a process alive whose work is done. Only Node knows such a thing. */
function unref(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
}
