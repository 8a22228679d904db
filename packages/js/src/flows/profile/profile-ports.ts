import type { FlowApi } from '../flow-api.ts'
import type { Step, Timer } from '../machine.ts'
import { isReverificationCancelled } from './with-reverification.ts'

/** All that the sections of a profile may ask of the world. */
export interface ProfilePorts extends Timer {
  /** Asks for another proof by itself where the server wants one. */
  api: FlowApi
  now(): number
  /** The address a link in a mail, or a provider, leads back to. */
  linkUrl(): string
  /** Leaves for a provider; resolves when somebody has come back to the page as it was. */
  leaveFor(url: string): Promise<void>
  /** The session that is active on this page. */
  sessionId(): string | null
  /** The account is gone: so is the visitor. */
  leave(): Promise<void>
}

/** Whoever would rather not prove who they are stays where they were, with all they typed, and is told nothing. */
export async function unlessCancelled<Value extends string, Context>(
  step: Promise<Step<Value, Context>>,
): Promise<Step<Value, Context>> {
  try {
    return await step
  } catch (thrown) {
    if (isReverificationCancelled(thrown)) return {}
    throw thrown
  }
}
