/**
 * What a page needs of the client once somebody is signed in: sessions and users, fresh tokens, and the verbs that change who
 * is active. It is loaded then, so that a page to sign in on does without.
 */
import { clientFromToken } from './client/client-from-token.ts'
import type { SessionCenter } from './client/session-center.ts'
import type { ClientState } from './flows/flow-api.ts'
import type { SessionVerbs } from './interface.ts'
import type { Platform } from './platform/platform.ts'
import type { GetTokenOptions, SessionResource, SessionWire } from './resources/session.ts'
import { toSession } from './resources/to-session.ts'
import { createSessionVerbs, type PageDeps } from './session-verbs.ts'
import { decodeToken } from './tokens/decode-token.ts'
import type { TokenCache, TokenKey } from './tokens/token-cache.ts'
import { createTokenKeeper } from './tokens/token-keeper.ts'
import { createTokenSource } from './tokens/token-source.ts'
import type { Transport } from './transport/transport.ts'

export interface SignedInDeps {
  platform: Platform
  transport: Transport
  center: SessionCenter
  cache: TokenCache
  /** What tabs that share tokens call their lock. */
  lockPrefix: string
  /** Asks the server who is signed in. */
  reload(): Promise<unknown>
  /** The same, where the answer may fail to come. */
  recheck(): Promise<unknown>
  /** Takes over who is signed in from elsewhere than an answer. */
  adopt(client: ClientState | null): void
}

export interface SignedIn {
  toSession(wire: SessionWire): SessionResource
  /** A token of the active session; `null` when nobody is signed in. */
  getToken(options?: GetTokenOptions): Promise<string | null>
  verbs(page: PageDeps): SessionVerbs
  /** Believes the token this browser had last, until the server can be asked. */
  adoptToken(jwt: string): void
  /** The token to keep fresh may be another one now. */
  planRenewal(): void
  stop(): void
}

export function createSignedIn(deps: SignedInDeps): SignedIn {
  const { platform, transport, center, cache } = deps
  const source = createTokenSource({
    ...{ platform, cache, lockPrefix: deps.lockPrefix, recheck: deps.recheck },
    fetchToken: (key) => fetchToken(transport, key),
    isSignedIn: center.isOpen,
    onToken: center.onToken,
  })
  const keeper = createTokenKeeper({ platform, cache, source, wanted: center.activeKey })
  const api = {
    send: transport.send,
    getToken: source.get,
    cachedToken: (sessionId: string) => cache.get({ sessionId }),
    clearTokens: cache.dropSession,
  }

  return {
    toSession: (wire) => toSession(wire, api),
    verbs: (page) => createSessionVerbs({ ...deps, ...page, source }),
    planRenewal: keeper.plan,
    stop: keeper.stop,

    async getToken({ template, organizationId, ...wish } = {}) {
      // The active session may change while its token is on the way: nobody is given another session's.
      for (;;) {
        const key = center.activeKey()
        if (!key) return null
        const token = await source.get({ ...key, template, organizationId }, wish)
        if (center.activeKey()?.sessionId === key.sessionId) return token
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
    form: template === undefined ? { organization_id: organizationId } : {},
  })
  return jwt
}
