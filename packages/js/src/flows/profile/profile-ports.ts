import type { FlowApi } from '../flow-api.ts'
import type { Step, Timer } from '../machine.ts'
import { isReverificationCancelled } from './with-reverification.ts'

/** All that the sections of a profile may ask of the world. */
export interface ProfilePorts extends Timer {
  /** Asks for another proof by itself where the server wants one. */
  api: FlowApi
  /** Asks for another proof; resolves to whether it was given. */
  prove(): Promise<boolean>
  now(): number
  /** The address a link in a mail leads back to. */
  linkUrl(): string
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
