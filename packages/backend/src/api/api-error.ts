import { KeywrightApiError, type WireError } from '@keywright/client'

/** One error as code reads it, with its wire names beside. */
export interface ApiErrorItem extends WireError {
  longMessage: string | undefined
  meta?: Record<string, unknown> & { paramName?: unknown }
}

/** Why the Backend API refused a call; also readable as the error of the official SDKs. */
export class BackendApiError extends KeywrightApiError {
  readonly clerkError = true
  override readonly errors: readonly ApiErrorItem[]

  constructor(error: KeywrightApiError) {
    const { status, traceId, retryAfterSeconds } = error
    const [first, ...rest] = error.errors.map(toItem)
    if (!first) throw new TypeError('an API error names at least one reason', { cause: error })
    const errors: [ApiErrorItem, ...ApiErrorItem[]] = [first, ...rest]
    super({ status, traceId, retryAfterSeconds, errors, cause: error.cause })
    this.errors = errors
  }

  get clerkTraceId(): string | undefined {
    return this.traceId
  }

  get retryAfter(): number | undefined {
    return this.retryAfterSeconds
  }
}

function toItem(error: WireError): ApiErrorItem {
  const { meta, long_message: longMessage } = error
  const item = { ...error, longMessage }
  return meta === undefined ? item : { ...item, meta: { ...meta, paramName: meta.param_name } }
}
