import { type ErrorCode, type ErrorEntry, errorCatalog } from '@keywright/contract'
import type { DomainError } from './domain-error.ts'

/** One error as it is written into an answer. */
export interface WireError {
  code: ErrorCode
  message: string
  long_message: string
  meta?: Record<string, unknown>
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
