import type { ClientSessionResource, SessionReverification } from '@keywright/contract'
import type { z } from 'zod'
import type { CheckAuthorizationParams, ReverificationLevel } from '../authorization.ts'
import type { TokenClaims } from '../tokens/decode-token.ts'
import type { TokenWish } from '../tokens/token-source.ts'
import type { Camel } from './camel.ts'
import type { UserResource } from './user.ts'

export type SessionWire = z.output<typeof ClientSessionResource>
export type VerificationWire = z.output<typeof SessionReverification>

export interface GetTokenOptions extends TokenWish {
  /** Name of a JWT template. */
  template?: string
  /** Absent: the session's own; `null`: none, the personal account. */
  organizationId?: string | null
}

/** A proof that it is still the user who is there. */
export type SessionVerificationResource = Omit<Camel<VerificationWire>, 'session'>

export type SessionFields = Omit<Camel<SessionWire>, 'user' | 'lastActiveToken' | 'object'>

export interface SessionResource extends SessionFields {
  /** `null` while the server cannot be reached and only the token is known. */
  user: UserResource | null
  /** What must be done before the session counts as active. */
  currentTask: { key: string } | undefined
  /** The token that was heard last. */
  readonly lastActiveToken: { getRawString(): string; jwt: { claims: TokenClaims } } | null
  getToken(options?: GetTokenOptions): Promise<string | null>
  clearCache(): void
  checkAuthorization(params: CheckAuthorizationParams): boolean
  touch(): Promise<SessionResource>
  /** Signs out of it. */
  end(): Promise<SessionResource>
  /** Signs out of it and takes the account off this browser. */
  remove(): Promise<SessionResource>
  reload(): Promise<SessionResource>
  startVerification(params: { level: ReverificationLevel }): Promise<SessionVerificationResource>
  prepareFirstFactorVerification(params: {
    strategy: 'email_code'
    emailAddressId: string
  }): Promise<SessionVerificationResource>
  attemptFirstFactorVerification(
    params: { strategy: 'password'; password: string } | { strategy: 'email_code'; code: string },
  ): Promise<SessionVerificationResource>
}

/** What is fetched with the first call of one. */
export type SessionResourceVerbs = Pick<
  SessionResource,
  | 'touch'
  | 'end'
  | 'remove'
  | 'reload'
  | 'startVerification'
  | 'prepareFirstFactorVerification'
  | 'attemptFirstFactorVerification'
>
