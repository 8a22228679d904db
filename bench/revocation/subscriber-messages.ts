import type { VerifierOptions } from './verifier.ts'

/** What a subscriber is told and asked. */
export type SubscriberQuestion =
  | { open: VerifierOptions }
  /** How many of these it refuses. */
  | { count: readonly string[] }
  /** The revocation of this token was answered at this moment of the machine's monotonic clock, in milliseconds. */
  | { name: string; revoked: string; answeredAt: number }

export type SubscriberAnswer =
  | { opened: true }
  | { refused: number }
  /** How long after the answer the token was refused. */
  | { name: string; milliseconds: number }
