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

/** A failure known by its code alone. */
export function failureOf(code: string): Failure {
  return { code, faults: [{ code, param: undefined, message: '', meta: {} }], retryAfterSeconds: undefined }
}
