/** What was heard of the feed, up to when, and by which way: everything but the asking. */
import type { JwtHeader, SessionClaims } from '@keywright/tokens'
import type { TokenRefusal } from '../verify/token-refusal.ts'
import { type Clocks, isFresh, judgeByProof, type Proof } from './revocation-proof.ts'
import { createRevocationSet } from './revocation-set.ts'
import type { RevocationEntry } from './revocation-source.ts'

/** `unproven`: only young tokens are taken. */
export type RevocationMode = 'streaming' | 'polling' | 'unproven' | 'closed'

export interface RevocationFeedStatus {
  mode: RevocationMode
  /** Milliseconds since everything was known; `undefined`: never yet. */
  proofAgeMilliseconds: number | undefined
  /** Things of which something was revoked lately. */
  entries: number
  /** Why the stream, or the last poll, gave nothing. */
  lastError: string | undefined
}

/** What an answer says beside its entries. */
export interface FeedPosition {
  cursor: string
  coversSeconds: number
}

/**
 * A reader's hold on the ledger: what it asked under one era does not count in the next, in which all begins anew.
 */
export interface LedgerReader {
  /** Where to go on from; `undefined`: from the beginning. */
  readonly cursor: string | undefined
  isCurrent(): boolean
  hear(entries: readonly RevocationEntry[]): void
  /** Everything up to this moment, on the clock that goes forward, was heard. */
  prove(provenAt: number, position: FeedPosition): void
}

export interface RevocationLedger {
  reader(by: 'streaming' | 'polling'): LedgerReader
  judge(claims: SessionClaims, header: JwtHeader): TokenRefusal | undefined
  /** Milliseconds since everything was known. */
  proofAge(): number
  status(): RevocationFeedStatus
  /** Forgets what no token can still be refused by, and tells a change of the mode. */
  tidy(): void
  note(error: unknown): void
  ready: Promise<void>
  close(): void
}

/** The feed's whole set has no more; one who holds more begins anew. */
const entriesMax = 100_000
/** Between writing and commit of a revocation a token may still be made. */
const forgetMarginSeconds = 60

export interface LedgerDeps {
  clocks: Clocks
  onChange(status: RevocationFeedStatus): void
  /** All begins anew: what is under way is of no use any longer. */
  onRestart(): void
}

interface Ledger {
  era: number
  cursor: string | undefined
  proof: (Proof & { by: 'streaming' | 'polling' }) | undefined
  /** As it was told last. */
  mode: RevocationMode
  isClosed: boolean
  lastError: string | undefined
}

export function createRevocationLedger({ clocks, onChange, onRestart }: LedgerDeps): RevocationLedger {
  const set = createRevocationSet()
  const first = Promise.withResolvers<void>()
  const state: Ledger = {
    ...{ era: 0, cursor: undefined, proof: undefined },
    ...{ mode: 'unproven', isClosed: false, lastError: undefined },
  }
  const proofAge = () => (state.proof ? clocks.monotonic() - state.proof.provenAt : Number.POSITIVE_INFINITY)
  function currentMode(): RevocationMode {
    if (state.isClosed) return 'closed'
    return isFresh(state.proof, clocks) ? state.proof.by : 'unproven'
  }
  const status = (): RevocationFeedStatus => ({
    mode: currentMode(),
    proofAgeMilliseconds: state.proof && proofAge(),
    entries: set.size,
    lastError: state.lastError,
  })

  function announce(): void {
    const mode = currentMode()
    if (mode === state.mode) return
    state.mode = mode
    onChange(status())
  }

  function restart(): void {
    set.clear()
    Object.assign(state, { era: state.era + 1, cursor: undefined, proof: undefined })
    announce()
    onRestart()
  }

  function prove(
    by: 'streaming' | 'polling',
    provenAt: number,
    { cursor, coversSeconds }: FeedPosition,
  ): void {
    if (set.size > entriesMax) {
      restart()
      return
    }
    const later = Math.max(provenAt, state.proof?.provenAt ?? Number.NEGATIVE_INFINITY)
    Object.assign(state, { cursor, proof: { by, provenAt: later, coversSeconds } })
    first.resolve()
    announce()
  }

  return {
    reader(by) {
      const { era, cursor } = state
      const isCurrent = () => state.era === era && !state.isClosed
      return {
        cursor,
        isCurrent,
        hear: (entries) => (isCurrent() ? set.hear(entries, clocks.monotonic()) : undefined),
        prove: (provenAt, position) => (isCurrent() ? prove(by, provenAt, position) : undefined),
      }
    },
    judge: (claims, header) =>
      judgeByProof({ claims, header }, set, state.isClosed ? undefined : state.proof, clocks),
    proofAge,
    status,
    tidy() {
      const { proof } = state
      if (proof) set.forget(clocks.monotonic() - (proof.coversSeconds + forgetMarginSeconds) * 1000)
      announce()
    },
    note(error) {
      state.lastError = error instanceof Error ? error.message : String(error)
    },
    ready: first.promise,
    close() {
      state.isClosed = true
      announce()
    },
  }
}
