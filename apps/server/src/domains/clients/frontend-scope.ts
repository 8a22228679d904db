import type { ClientId, ClientStateResource, SessionId, SessionTaskKey, UserId } from '@keywright/contract'
import type { z } from 'zod'
import type { Db } from '../../platform/db/database.ts'
import { invariant } from '../../platform/domain-error.ts'
import type { RequestInfo } from '../../platform/http/request-info.ts'
import type { Scope } from '../instances/index.ts'
import type { Client, ClientChange } from './client.entity.ts'

/** The client behind a request: who it is, never its token. */
export interface CallerClient {
  readonly id: ClientId
  /** Of the client's current token. */
  readonly tokenGeneration: number
  /** True for the token before the current one: it opens no session newer than itself. */
  readonly isPreviousToken: boolean
  /** True for one made in this very call: nothing was ever begun on it. */
  readonly isNew?: boolean
}

/** A client as it sees itself, with all who are signed in on it. */
export type ClientState = z.input<typeof ClientStateResource>

/** The signed-in session a request speaks for (`_clerk_session_id`, else the client's last active one). */
export interface CallerSession {
  readonly id: SessionId
  readonly userId: UserId
  /** What its user has to do before it counts as active; `undefined`: nothing. */
  readonly task: SessionTaskKey | undefined
  /** How its user proved who they are when it began; `null`: unknown. */
  readonly firstFactorStrategy: string | null
  readonly secondFactorVerifiedAt: Date | null
  readonly createdAt: Date
}

/**
 * A Frontend API call. Handlers read who is calling from it and tell it what became of the client;
 * cookies, the native token header and the piggybacked client are made from it when the answer is written.
 */
export interface FrontendScope extends Scope {
  readonly request: RequestInfo
  /** True when the caller keeps its client token itself and sends it as `Authorization` (wire contract 16). */
  readonly isNative: boolean
  /** SHA-256 of each client token the caller sent, known or not. Also there where nobody has looked the client up. */
  readonly clientTokenHashes: readonly Buffer[]
  /** The origin of the page that calls, for `azp` of the tokens it gets; `undefined` for native apps. */
  readonly azp: string | undefined
  /** The caller's client; `undefined` for a browser never seen. */
  readonly client: CallerClient | undefined
  /** Present for routes with `auth: 'session'`, always. */
  readonly session: CallerSession | undefined
  /** A cookie the browser sent that is no client's token; `undefined` for native apps. */
  cookie(name: string): string | undefined
  /** The caller's client, made now if there was none. Its token goes out with the answer. */
  ensureClient(): Promise<CallerClient>
  /** `ensureClient` without writing it yet: `saveClientIn` does that, together with what begins on it. */
  planClient(): Promise<CallerClient>
  /**
   * Writes a planned client, so, with the commit of what begins on it; `undefined` when none is planned. What refers to it
   * is written after it, with the commit, too. Then `ensureClient` sends its token out.
   */
  saveClientIn(tx: Db, change: ClientChange): Promise<Client | undefined>
  /** Gives the client a new token: after every change of privilege, so that a token fixed or stolen before is worthless. */
  rotateClient(): Promise<void>
  /**
   * `rotateClient` in the transaction of the change, so that the old token never opens what the change brought. Refused if
   * the caller's token was replaced while the call was under way. After the commit `rotateClient` sends the new token out.
   */
  rotateClientIn(tx: Db): Promise<void>
  /** Sends the client's token once more, so that its cookie lives on. */
  renewClient(): void
  /** Forgets the client: the answer deletes its cookies. */
  dropClient(): void
  /** The client's whole state, for an answer that consists of it. Asked for last: it is not read again. */
  clientState(): Promise<ClientState | null>
}

/** The session behind a call to a route with `auth: 'session'`. */
export function callerOf({ session }: Pick<FrontendScope, 'session'>): CallerSession {
  invariant(session, 'routes for signed-in users have a session')
  return session
}
