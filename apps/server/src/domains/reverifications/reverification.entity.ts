import type { SessionId } from '@keywright/contract'

export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'
export type ReverificationStatus = 'needs_first_factor' | 'needs_second_factor' | 'complete'

/** A step that waits for a proof. */
export type OpenStep = Exclude<ReverificationStatus, 'complete'>

/** A proof, within a session, that it is still its user who is there. */
export interface Reverification {
  sessionId: SessionId
  level: ReverificationLevel
  status: ReverificationStatus
  firstFactorVerificationId: string | null
  secondFactorVerificationId: string | null
}
