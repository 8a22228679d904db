import type { ErrorCode } from '@keywright/contract'

/** What a wallet in the browser did, which the server never hears of. */
export type Web3ErrorCode = 'web3_wallet_not_found' | 'web3_request_rejected' | 'web3_wallet_failed'

/**
 * `network_error`: no answer came. `unknown_error`: the answer was not one of ours, perhaps of a proxy between.
 * `popup_blocked`: the browser opened no window.
 */
export type KeywrightErrorCode =
  | ErrorCode
  | Web3ErrorCode
  | 'network_error'
  | 'unknown_error'
  | 'popup_blocked'

/** One error as the API writes it. */
export interface WireError {
  code: KeywrightErrorCode
  message: string
  long_message?: string
  meta?: Record<string, unknown>
}

const brand = Symbol.for('keywright.api_error')

/** Why a call failed. Several parameters may be at fault at once: `errors` has them all, `code` is the first. */
export class KeywrightApiError extends Error {
  override readonly name = 'KeywrightApiError'
  readonly [brand] = true
  declare readonly code: KeywrightErrorCode
  /** 0 when no answer came. */
  declare readonly status: number
  declare readonly errors: readonly WireError[]
  /** Quote it when reporting a fault of the server. */
  declare readonly traceId: string | undefined
  declare readonly retryAfterSeconds: number | undefined

  constructor({
    cause,
    ...facts
  }: {
    status: number
    errors: readonly [WireError, ...WireError[]]
    traceId?: string | undefined
    retryAfterSeconds?: number | undefined
    cause?: unknown
  }) {
    const [first] = facts.errors
    super(first.long_message ?? first.message, { cause })
    Object.assign(this, { code: first.code, traceId: undefined, retryAfterSeconds: undefined }, facts)
  }
}

/** Reads an error answer, whoever wrote it. */
export async function readApiError(response: Response): Promise<KeywrightApiError> {
  const { status } = response
  const retryAfterSeconds = secondsOf(response.headers.get('retry-after'))
  const body = await response.json().catch(() => undefined)
  const { errors, clerk_trace_id: traceId } = isErrorBody(body)
    ? body
    : { errors: [], clerk_trace_id: undefined }
  const [first, ...rest] = errors
  if (first) return new KeywrightApiError({ status, errors: [first, ...rest], traceId, retryAfterSeconds })
  const message = `The server answered ${status}.`
  return new KeywrightApiError({ status, errors: [{ code: 'unknown_error', message }], retryAfterSeconds })
}

/** For a call that got no answer. */
export function networkError(cause: unknown): KeywrightApiError {
  return new KeywrightApiError({
    status: 0,
    errors: [{ code: 'network_error', message: 'The server could not be reached.' }],
    cause,
  })
}

interface ErrorBody {
  errors: WireError[]
  clerk_trace_id?: string
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors)
}

function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d+$/.test(header) ? Number(header) : undefined
}
