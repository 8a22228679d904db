import type { ClientSessionResource, SessionReverification } from '@keywright/contract'
import type { z } from 'zod'
import {
  type CheckAuthorizationParams,
  checkAuthorization,
  type ReverificationLevel,
} from '../authorization.ts'
import type { TokenClaims } from '../tokens/decode-token.ts'
import type { TokenWish } from '../tokens/token-source.ts'
import type { Call } from '../transport/write-call.ts'
import { type Camel, toCamel } from './camel.ts'
import { laterVerbs } from './later-verbs.ts'
import type { ResourceApi } from './resource-api.ts'
import { toUser, type UserResource, type UserWire } from './user.ts'

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

type SessionFields = Omit<Camel<SessionWire>, 'user' | 'lastActiveToken' | 'object'>

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

export type VerificationVerbs = Pick<
  SessionResource,
  'startVerification' | 'prepareFirstFactorVerification' | 'attemptFirstFactorVerification'
>

export function toSession(wire: SessionWire, api: ResourceApi): SessionResource {
  const path = `/v1/client/sessions/${wire.id}`

  async function change(
    method: 'GET' | 'POST',
    step: string,
    form: Call['form'] = {},
  ): Promise<SessionResource> {
    const changed = await api.send<SessionWire>({ method, path: path + step, form })
    return Object.assign(self, fieldsOf(changed, api))
  }

  const self: SessionResource = {
    ...fieldsOf(wire, api),
    get lastActiveToken() {
      const token = api.cachedToken(wire.id)
      return token ? { getRawString: () => token.jwt, jwt: { claims: token.claims } } : null
    },
    getToken: ({ template, organizationId, ...wish } = {}) =>
      api.getToken({ sessionId: wire.id, template, organizationId }, wish),
    clearCache: () => api.clearTokens(wire.id),
    checkAuthorization: (params) => checkAuthorization(api.cachedToken(wire.id)?.claims, params),
    touch: () => change('POST', '/touch', { intent: 'select_session' }),
    end: () => change('POST', '/end'),
    remove: () => change('POST', '/remove'),
    reload: () => change('GET', ''),
    ...laterVerbs<VerificationVerbs>(
      'startVerification prepareFirstFactorVerification attemptFirstFactorVerification',
      async () => (await import('./verification-verbs.ts')).verificationVerbs(self, api),
    ),
  }
  return self
}

function fieldsOf(
  { last_active_token: _token, object: _object, user, ...wire }: SessionWire,
  api: ResourceApi,
) {
  return {
    ...(toCamel(wire) as SessionFields),
    // The contract leaves the user open here; it is the same that `/v1/me` answers.
    user: user ? toUser(user as unknown as UserWire, api, wire.id) : null,
    currentTask: wire.tasks?.[0],
  }
}
