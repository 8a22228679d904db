/** Where revocations come from: Backend API `GET /v1/revocations`, whose contract says what each part means. */

/** Tokens of this thing with a lower version are refused. Versions only grow, so the greatest counts, in whatever order they come. */
export interface RevocationEntry {
  kind: string
  id: string
  version: number
}

/** An answer to a question: what was so when it was asked. */
export interface RevocationPage {
  /** The entries are the whole set; what was held before proves nothing. */
  reset: boolean
  entries: readonly RevocationEntry[]
  /** Where to go on from. */
  cursor: string
  /** Of tokens made longer ago than this the feed does not speak. */
  coversSeconds: number
}

/** What a stream brings. */
export type RevocationEvent =
  | { type: 'entries'; entries: readonly RevocationEntry[] }
  /** All that was revoked when the stream was asked for has been said. */
  | { type: 'ready'; reset: boolean; cursor: string; coversSeconds: number }
  /** All that was revoked until so long before it was written has been said. */
  | { type: 'heartbeat'; proofAgeMilliseconds: number; cursor: string; coversSeconds: number }

export interface RevocationSource {
  /** Asks for what came since the cursor; without one, for all. Throws where no good answer came. */
  poll(cursor: string | undefined, signal: AbortSignal): Promise<RevocationPage>
  /** Follows the feed from the cursor on, until it ends. Throws where it could not begin, or broke off. */
  stream(cursor: string | undefined, signal: AbortSignal): AsyncIterable<RevocationEvent>
}

/** Why a source gave nothing. */
export class RevocationSourceError extends Error {
  override readonly name = 'RevocationSourceError'
  /** 0 where no answer came. */
  readonly status: number
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, retryAfterSeconds?: number) {
    super(status === 0 ? 'The revocation feed broke off.' : `The revocation feed answers ${status}.`)
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}
