/**
 * Preact takes the effects of what was unmounted away after the next frame, which without a screen is 35 ms later. A page
 * that is gone by then has no listeners to remove: the error would be of no test, and fail the run.
 */
import { afterAll } from 'vitest'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

afterAll(async () => {
  await pause(40)
  // The frame itself is one more turn.
  await pause(5)
})
