import type { ClientId, SessionId, UserId } from '@keywright/contract'

/** Statuses of a session whose user counts as signed in. */
export const signedInStatuses = ['active', 'pending'] as const
export type SignedInStatus = (typeof signedInStatuses)[number]

/** How a session came to an end. */
export type EndedStatus = 'ended' | 'removed' | 'replaced' | 'expired' | 'revoked' | 'abandoned'

export type SessionStatus = SignedInStatus | EndedStatus

/** One user signed in on one client. */
export interface Session {
  id: SessionId
  clientId: ClientId
  userId: UserId
  /** Whether the user has a second factor. */
  twoFactorEnabled: boolean
  version: number
  /** As it is at the time of reading: a session whose time is over is never `active`, swept or not. */
  status: SessionStatus
  /** Who acts as the user, if somebody else does. */
  actor: Record<string, unknown> | null
  lastActiveOrganizationId: string | null
  firstFactorVerifiedAt: Date | null
  /** How the user proved who they are when the session began; `null`: a server began it, or nobody noted it. */
  firstFactorStrategy: string | null
  secondFactorVerifiedAt: Date | null
  ipAddress: string | null
  userAgent: string | null
  lastActiveAt: Date
  /** Ends as `expired`: the longest life of a session. */
  expireAt: Date
  /** Ends as `abandoned`: so long may nobody use it. */
  abandonAt: Date
  endedAt: Date | null
  /** Of the client's token when the session began. */
  clientGeneration: number
  createdAt: Date
  updatedAt: Date
}

/** A session whose user counts as signed in. */
export type SignedInSession = Session & { status: SignedInStatus }
