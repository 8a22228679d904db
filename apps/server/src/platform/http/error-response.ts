import { errorCatalog } from '@keywright/contract'
import { DomainError, DomainErrors } from '../domain-error.ts'
import type { Log } from '../log/log.ts'
import { toWireError } from '../wire-error.ts'

export interface ErrorResponseOptions {
  traceId: string
  log: Log
  isUnavailable: (error: unknown) => boolean
  headers?: Headers
  /** The caller's client after the fault, for `meta.client` (wire contract 6.2). */
  client?: unknown
}

/** The one maker of error answers: what the caller may know goes out, what only we should know goes to the log. */
export function errorResponse(thrown: unknown, options: ErrorResponseOptions): Response {
  const errors = publicErrors(thrown, options)
  const first = errors[0] ?? new DomainError('internal_error')
  const headers = options.headers ?? new Headers()
  headers.set('content-type', 'application/json')
  headers.set('cache-control', 'no-store')
  const retryAfter = first.options.retryAfterSeconds
  if (retryAfter !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))))
  const body = {
    errors: errors.map(toWireError),
    ...(options.client === undefined ? {} : { meta: { client: options.client } }),
    clerk_trace_id: options.traceId,
  }
  return new Response(JSON.stringify(body), { status: errorCatalog[first.code].status, headers })
}

function publicErrors(thrown: unknown, { traceId, log, isUnavailable }: ErrorResponseOptions): DomainError[] {
  if (thrown instanceof DomainErrors) return [...thrown.errors]
  if (thrown instanceof DomainError) {
    if (errorCatalog[thrown.code].status >= 500) log.error({ traceId, err: thrown }, 'request failed')
    return [thrown]
  }
  if (isUnavailable(thrown)) {
    log.warn({ traceId, err: thrown }, 'database unavailable')
    return [new DomainError('service_unavailable', { retryAfterSeconds: 1 })]
  }
  log.error({ traceId, err: thrown }, 'request failed unexpectedly')
  return [new DomainError('internal_error')]
}
