/** Where the present comes from. Passed in as a dependency, so that tests can move it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** Milliseconds since 1970, as times are written on the wire; `null` stays `null`. */
export function toMillis(time: Date): number
export function toMillis(time: Date | null): number | null
export function toMillis(time: Date | null): number | null {
  return time === null ? null : time.getTime()
}
