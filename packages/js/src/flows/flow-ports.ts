import type { FlowApi } from './flow-api.ts'
import type { Timer } from './machine.ts'
import type { WayOut } from './way-out.ts'

/** All that sign-in and sign-up may ask of the world. */
export interface FlowPorts extends Timer {
  api: FlowApi
  now(): number
  /** Makes a session the active one, and goes to where the visitor wanted to be. */
  activate(sessionId: string): Promise<void>
  /** Ends the sessions of this browser. */
  signOut(): Promise<void>
  /** The address a link in a mail leads back to. */
  linkUrl(): string
  /** Begins a way to a provider. */
  setOut(): WayOut
}

/** How long somebody waits before they may ask for another message. */
export const resendAfterMilliseconds = 30_000

/** How often a waiting page asks whether its link was opened. */
export const pollEveryMilliseconds = 2_000
