import type { ClientId, SessionId } from '@keywright/contract'

/** One browser or device. It holds sessions, and at most one sign-in and one sign-up under way. */
export interface Client {
  id: ClientId
  /** Grows with every new token; a session began under one of them. */
  tokenGeneration: number
  lastActiveSessionId: SessionId | null
  lastAuthenticationStrategy: string | null
  signInId: string | null
  signUpId: string | null
  createdAt: Date
  /** Moves only when the authentication state changes: `__client_uat` is made from it (wire contract 3.2). */
  updatedAt: Date
}

/** A client as a caller proved it. */
export interface KnownClient {
  client: Client
  /** The token the caller presented, of those it sent. */
  token: string
  /** True when it is the token before the current one, still accepted for requests that were under way. */
  isPreviousToken: boolean
}

/** What may be changed of a client by those who work with it. `undefined` leaves a value as it is. */
export interface ClientChange {
  lastActiveSessionId?: SessionId | null
  lastAuthenticationStrategy?: string | null
  signInId?: string | null
  signUpId?: string | null
}

/** What a client must be for a change to be made. */
export interface ClientCondition {
  tokenGeneration?: number | undefined
  signInId?: string
  signUpId?: string
}

/** Whether a client is as a condition says. */
export function meets(client: Client, { tokenGeneration, signInId, signUpId }: ClientCondition): boolean {
  return (
    (tokenGeneration === undefined || tokenGeneration === client.tokenGeneration) &&
    (signInId === undefined || signInId === client.signInId) &&
    (signUpId === undefined || signUpId === client.signUpId)
  )
}
