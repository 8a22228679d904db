/** A real server whose clock a test can move, so that what takes minutes or a night is over at once. */
import { type RunningKeywright, type StartKeywrightOptions, startKeywright } from '@keywright/test-kit'

export interface MovableKeywright extends RunningKeywright {
  /** Lets time pass for the server alone. */
  pass(milliseconds: number): Promise<void>
}

export const minutes = (count: number) => count * 60_000
export const hours = (count: number) => minutes(count * 60)

/** Starts a server that limits nobody: a test asks for in seconds what people ask for in a day. */
export async function startMovableKeywright(options: StartKeywrightOptions = {}): Promise<MovableKeywright> {
  const env = { KEYWRIGHT_RATE_LIMITS: 'false', ...options.env }
  const keywright = await startKeywright({ ...options, env, movableClock: true })
  return { ...keywright, pass: (milliseconds) => keywright.clock.advance(milliseconds) }
}
