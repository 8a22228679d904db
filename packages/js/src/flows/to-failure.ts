import { isKeywrightApiError } from '@keywright/client'
import { type Failure, type Fault, failureOf } from './failure.ts'

/** What the machine reports where the world threw something that is no answer of the server. */
export function toFailure(thrown: unknown): Failure {
  if (!isKeywrightApiError(thrown)) return failureOf('unknown_error')
  const faults = thrown.errors.map(({ code, message, long_message: long, meta = {} }) => ({
    ...{ code, meta, message: long ?? message },
    param: typeof meta.param_name === 'string' ? meta.param_name : undefined,
  }))
  return { code: thrown.code, faults, retryAfterSeconds: thrown.retryAfterSeconds }
}

/** The first fault at a field. */
export function faultAt(failure: Failure | undefined, param: string): Fault | undefined {
  return failure?.faults.find((fault) => fault.param === param)
}
