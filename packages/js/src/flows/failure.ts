import { isKeywrightApiError } from '@keywright/client'

/** One thing that was wrong, at a field if `param` says so. */
export interface Fault {
  code: string
  param: string | undefined
  /** The server's own words, for codes that no catalogue has. */
  message: string
  meta: Readonly<Record<string, unknown>>
}

/** Why a step did not succeed, as plain data: views compare codes and never see an exception. */
export interface Failure {
  code: string
  faults: readonly Fault[]
  retryAfterSeconds: number | undefined
}

/** What the machine reports where the world threw something that is no answer of the server. */
export function toFailure(thrown: unknown): Failure {
  if (!isKeywrightApiError(thrown)) return failureOf('unknown_error')
  const faults = thrown.errors.map(({ code, message, long_message: long, meta = {} }) => ({
    ...{ code, meta, message: long ?? message },
    param: typeof meta.param_name === 'string' ? meta.param_name : undefined,
  }))
  return { code: thrown.code, faults, retryAfterSeconds: thrown.retryAfterSeconds }
}

/** A failure known by its code alone. */
export function failureOf(code: string): Failure {
  return { code, faults: [{ code, param: undefined, message: '', meta: {} }], retryAfterSeconds: undefined }
}

/** The first fault at a field. */
export function faultAt(failure: Failure | undefined, param: string): Fault | undefined {
  return failure?.faults.find((fault) => fault.param === param)
}
