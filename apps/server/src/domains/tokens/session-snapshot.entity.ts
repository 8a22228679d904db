import type { ClientId, SessionId } from '@keywright/contract'
import type { SessionClaimsSource, TokenUser } from './token-subject.entity.ts'

/** A session in which somebody is signed in, with all its tokens are made from. */
export interface SnapshotSession extends SessionClaimsSource {
  /** Ends as `expired`. */
  expireAt: Date
  /** Ends as `abandoned`, unless it is used before. */
  abandonAt: Date
  /** Of the client's token when the session began. */
  clientGeneration: number
  user: TokenUser
}

/** A client as one of its tokens opens it. */
export interface ClientSnapshot {
  id: ClientId
  tokenGeneration: number
  /** True for the token before the current one. It opens no session newer than itself, and nothing after this time. */
  previousTokenUntil: Date | null
  sessions: ReadonlyMap<SessionId, SnapshotSession>
}

/** One session of a client, with how fresh the knowledge is. */
export interface SessionSnapshot {
  session: SnapshotSession
  user: TokenUser
  provenAt: Date
}
