/** A moment on two clocks: the monotonic one stands still while the machine sleeps, the wall clock can be set back. */
export interface Moment {
  monotonic: number
  wall: number
}

/** Where moments come from; passed in, so that tests can let time pass. */
export interface Stopwatch {
  now(): Moment
}

export const systemStopwatch: Stopwatch = {
  now: () => ({ monotonic: performance.now(), wall: Date.now() }),
}

/** Milliseconds since a moment, by whichever clock says that more time has passed. */
export function ageOf(moment: Moment, now: Moment): number {
  return Math.max(now.monotonic - moment.monotonic, now.wall - moment.wall)
}
