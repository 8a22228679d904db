import { type ErrorCode, errorCatalog } from '@keywright/contract'

export interface DomainErrorOptions {
  /** The parameter at fault, by its wire name. */
  param?: string
  /** Public facts about the fault, written into `meta` of the answer. */
  meta?: Record<string, unknown>
  /** A public text instead of the catalogue's. */
  longMessage?: string
  /** Seconds after which the caller may try again. */
  retryAfterSeconds?: number
  cause?: unknown
}

/** A fault the caller can understand, named by its code in the catalogue. Services throw it; it knows no HTTP. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly options: DomainErrorOptions

  constructor(code: ErrorCode, options: DomainErrorOptions = {}) {
    super(errorCatalog[code].message, { cause: options.cause })
    this.name = 'DomainError'
    this.code = code
    this.options = options
  }
}

/** Several faults of one request, reported together: every bad parameter of a form, for example. */
export class DomainErrors extends Error {
  readonly errors: readonly DomainError[]

  constructor(errors: readonly DomainError[]) {
    super(errors.map((error) => error.message).join('; '))
    this.name = 'DomainErrors'
    this.errors = errors
  }
}

/** States what cannot be otherwise. When it is, the request ends with `internal_error` and the cause is logged. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new InvariantError(what)
}

export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}
