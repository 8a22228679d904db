import { errorCatalog } from '@keywright/contract'
import { DomainError, DomainErrors } from '../domain-error.ts'
import type { Log } from '../log/log.ts'
import { escapeHtml } from '../mail/html.ts'
import { toWireError, type WireError } from '../wire-error.ts'
import { noticeHeaders, noticePage } from './notice-page.ts'

export interface ErrorResponseOptions {
  traceId: string
  log: Log
  isUnavailable: (error: unknown) => boolean
  headers?: Headers
  /** The caller's client after the fault, for `meta.client` (wire contract 6.2). */
  client?: unknown
  /** Somebody looks at the answer: they are shown it in words. */
  isSeen?: boolean
}

/** The one maker of error answers: what the caller may know goes out, what only we should know goes to the log. */
export function errorResponse(thrown: unknown, options: ErrorResponseOptions): Response {
  const errors = publicErrors(thrown, options)
  const first = errors[0] ?? new DomainError('internal_error')
  const headers = options.headers ?? new Headers()
  const { status } = errorCatalog[first.code]
  headers.set('content-type', 'application/json')
  headers.set('cache-control', 'no-store')
  const retryAfter = first.options.retryAfterSeconds
  if (retryAfter !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))))
  if (options.isSeen) return errorPage(toWireError(first), status, options.traceId, headers)
  const body = {
    errors: errors.map(toWireError),
    ...(options.client === undefined ? {} : { meta: { client: options.client } }),
    clerk_trace_id: options.traceId,
  }
  return new Response(JSON.stringify(body), { status, headers })
}

function errorPage(error: WireError, status: number, traceId: string, headers: Headers): Response {
  for (const [name, value] of Object.entries(noticeHeaders())) headers.set(name, value)
  const facts = `${error.code} · ${traceId}`
  const words = `<p>${escapeHtml(error.long_message)}</p>\n<p><small>${escapeHtml(facts)}</small></p>`
  return new Response(noticePage(escapeHtml(error.message), words), { status, headers })
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
