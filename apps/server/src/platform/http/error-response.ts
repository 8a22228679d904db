import { type ErrorCode, type ErrorEntry, errorCatalog } from '@keywright/contract'
import { DomainError, DomainErrors } from '../domain-error.ts'
import type { Log } from '../log/log.ts'

/** One error as it is written into an answer. */
export interface WireError {
  code: ErrorCode
  message: string
  long_message: string
  meta?: Record<string, unknown>
}

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

/** Writes an error as callers see it: the catalogue's status, texts and what the fault says of itself. */
export function toWireError({ code, options }: DomainError): WireError {
  const entry: ErrorEntry = errorCatalog[code]
  const param = options.param === undefined ? {} : { param_name: options.param }
  const meta = Object.entries({ ...param, ...options.meta }).map(([name, value]) => [
    name,
    shortenMeta(value),
  ])
  const fill = (text: string) => text.replaceAll('{param}', () => shorten(options.param ?? 'value'))
  return {
    code,
    message: fill(entry.message),
    long_message: fill(shorten(options.longMessage, 1_000) ?? entry.longMessage ?? entry.message),
    ...(meta.length === 0 ? {} : { meta: Object.fromEntries(meta) }),
  }
}

const repeatedElementsMax = 20

/** What a caller sent is repeated to them, but not by the megabyte. */
function shorten<Value>(value: Value, charactersMax = 256): Value | string {
  if (typeof value !== 'string' || value.length <= charactersMax) return value
  return `${value.slice(0, charactersMax).toWellFormed()}…`
}

function shortenMeta(value: unknown): unknown {
  return Array.isArray(value) ? value.slice(0, repeatedElementsMax).map(shortenMeta) : shorten(value)
}
