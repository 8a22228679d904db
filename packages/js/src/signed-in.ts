/**
 * What a page needs of the client once somebody is signed in: sessions and users, and fresh tokens. It is loaded then, so that a
 * page to sign in on does without; and what organizations need with the first session whose user is in one.
 */
import { clientFromToken } from './client/client-from-token.ts'
import type { SessionCenter } from './client/session-center.ts'
import type { ClientState } from './flows/flow-api.ts'
import type { ClientVerbs } from './interface.ts'
import { createLoadOnce } from './load-once.ts'
import type { Platform } from './platform/platform.ts'
import type { ResourceApi } from './resources/resource-api.ts'
import type { GetTokenOptions, SessionResource, SessionWire } from './resources/session.ts'
import { toSession } from './resources/to-session.ts'
import type { UserWire } from './resources/user.ts'
import type { PageDeps } from './session-verbs.ts'
import type { SessionCookies } from './sync/session-cookies.ts'
import { decodeToken } from './tokens/decode-token.ts'
import { createTokenCache, type TokenCache, type TokenKey } from './tokens/token-cache.ts'
import { createTokenKeeper } from './tokens/token-keeper.ts'
import { createTokenSource } from './tokens/token-source.ts'
import type { Transport } from './transport/transport.ts'

export interface SignedInDeps {
  platform: Platform
  transport: Transport
  center: SessionCenter
  cookies: SessionCookies
  /** Under which the tabs of this instance find each other. */
  sharedName: string
  /** Asks the server who is signed in. */
  reload(): Promise<unknown>
  /** The same, where the answer may fail to come. */
  recheck(): Promise<unknown>
  /** Takes over who is signed in from elsewhere than an answer. */
  adopt(client: ClientState | null): void
}

type SessionState = ClientState['sessions'][number]

export interface SignedIn {
  cache: TokenCache
  /** Comes before anybody hears of these sessions, or of one whose user has changed. */
  prepare(sessions: readonly Pick<SessionState, 'user'>[]): Promise<unknown>
  toSession(wire: SessionWire): SessionResource
  /** A token of the active session; `null` when nobody is signed in. */
  getToken(options?: GetTokenOptions): Promise<string | null>
  verbs(page: PageDeps): Promise<ClientVerbs>
  /** Probably one of them will be called: they are fetched ahead of it. */
  expectVerbs(): void
  /** Believes the token this browser had last, until the server can be asked. */
  adoptToken(jwt: string): void
  /** The token to keep fresh may be another one now. */
  planRenewal(): void
  organizationIdOf(session: SessionState): string | null
  mayTell(jwt: string | null): boolean
  stop(): void
}

export function createSignedIn(deps: SignedInDeps): SignedIn {
  const { platform, transport, center } = deps
  const cache = createTokenCache(platform)
  const source = createTokenSource({
    ...{ platform, cache, lockPrefix: `${deps.sharedName}.` },
    recheck(key, refusal) {
      organizations.now()?.leave(key, refusal)
      return deps.recheck()
    },
    fetchToken: (key) => fetchToken(transport, key),
    isSignedIn: center.isOpen,
    onToken: center.onToken,
  })
  const keeper = createTokenKeeper({ platform, cache, source, wanted: center.activeKey })
  const organizations = createLoadOnce(async () =>
    (await import('./organizations/organizations.ts')).createOrganizations({ ...deps, cache }),
  )
  const verbs = createLoadOnce(() => import('./client-verbs.ts'))
  const prepare: SignedIn['prepare'] = async (sessions) =>
    sessions.some(({ user }) => (user as Partial<UserWire> | null)?.organization_memberships?.length) &&
    organizations.load()
  /** Whoever names no organization wants a token for the one that is active. */
  const getToken: ResourceApi['getToken'] = (key, wish) =>
    source.get({ ...key, ...(key.organizationId === undefined && center.keyOf(key.sessionId)) }, wish)
  const api: ResourceApi = {
    ...{ getToken, prepare, send: transport.send },
    cachedToken: (sessionId) => cache.get(center.keyOf(sessionId)),
    clearTokens: (sessionId) => cache.drop((id) => id === sessionId),
    memberships: (wire, send) => organizations.now()?.membershipsOf(wire, send) ?? [],
  }

  return {
    ...{ cache, prepare },
    toSession: (wire) => toSession(wire, api),
    verbs: async (page) =>
      (await verbs.load()).createClientVerbs({
        ...{ ...deps, ...page, source },
        organizations: organizations.now,
      }),
    expectVerbs: () => void verbs.load().catch(() => undefined),
    planRenewal: keeper.plan,
    organizationIdOf(session) {
      const known = organizations.now()
      return known ? known.organizationIdOf(session) : session.last_active_organization_id
    },
    mayTell: (jwt) => organizations.now()?.mayTell(jwt) ?? true,
    stop() {
      keeper.stop()
      organizations.now()?.stop()
    },

    async getToken({ template, organizationId, ...wish } = {}) {
      // What is active may change while its token is on the way: nobody is given another session's, or another organization's.
      for (;;) {
        const key = center.activeKey()
        if (!key) return null
        const isOver = () => {
          const now = center.activeKey()
          return (
            now?.sessionId !== key.sessionId ||
            (organizationId === undefined && now.organizationId !== key.organizationId)
          )
        }
        try {
          const token = await getToken({ sessionId: key.sessionId, template, organizationId }, wish)
          if (!isOver()) return token
        } catch (error) {
          if (!isOver()) throw error
        }
      }
    },

    adoptToken(jwt) {
      const claims = decodeToken(jwt)?.claims
      deps.adopt(claims ? clientFromToken(claims) : null)
      if (!claims) return
      // How long ago it came is not known here: this once the two clocks are compared.
      const ageSeconds = Math.max(platform.now() / 1000 - claims.iat, 0)
      cache.put({ key: { sessionId: claims.sid }, jwt, ageSeconds })
    },
  }
}

async function fetchToken(transport: Transport, key: TokenKey): Promise<string> {
  const { sessionId, template, organizationId } = key
  const step = template === undefined ? '' : `/${encodeURIComponent(template)}`
  const { jwt } = await transport.send<{ jwt: string }>({
    method: 'POST',
    path: `/v1/client/sessions/${sessionId}/tokens${step}`,
    form: { organization_id: organizationId },
  })
  return jwt
}
