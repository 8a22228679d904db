/** Puts the parts together: the one place that knows them all. */
import { type ClientSource, createClientLedger } from './client/client-ledger.ts'
import { type CenterEvents, createSessionCenter, type SessionCenter } from './client/session-center.ts'
import { findFrontendUrl } from './config/frontend-url.ts'
import { cookieSuffixOf, readPublishableKey } from './config/publishable-key.ts'
import type { Emitter } from './emitter.ts'
import type { ClientState } from './flows/flow-api.ts'
import type { KeywrightOptions } from './interface.ts'
import type { Platform } from './platform/platform.ts'
import type { ClientResource } from './resources/client.ts'
import { createSessionCookies, type SessionCookies } from './sync/session-cookies.ts'
import { createTabSync } from './sync/tab-sync.ts'
import { createTokenCache, type TokenCache, type TokenKey } from './tokens/token-cache.ts'
import { createTokenKeeper } from './tokens/token-keeper.ts'
import { createTokenSource, type TokenSource } from './tokens/token-source.ts'
import { createTransport, type Transport } from './transport/transport.ts'

export interface CoreDeps {
  options: KeywrightOptions
  platform: Platform
  emitter: Emitter<CenterEvents>
  readClient(wire: ClientState | null): ClientResource
}

export interface Core {
  frontendUrl: string
  isDevelopment: boolean
  transport: Transport
  center: SessionCenter
  cookies: SessionCookies
  cache: TokenCache
  source: TokenSource
  /** Asks the server who is signed in. */
  reload(): Promise<ClientState | null>
  /** Takes over who is signed in from elsewhere than an answer. */
  adopt(client: ClientState | null): void
  stop(): void
}

export function createCore({ options, platform, emitter, readClient }: CoreDeps): Core {
  const { publishableKey } = options
  const pageUrl = platform.page.url()
  const frontendUrl = findFrontendUrl({ ...options, pageUrl })
  const { isDevelopment, frontendHost } = readPublishableKey(publishableKey)
  const suffix = cookieSuffixOf(publishableKey)
  const cookies = createSessionCookies({
    jar: platform.cookies,
    suffix,
    isSecure: pageUrl.startsWith('https:'),
    writesClientUat: isDevelopment && !isServedBeside(frontendHost, pageUrl),
  })
  const cache = createTokenCache(platform)
  const reload = () => transport.send<ClientState | null>({ method: 'GET', path: '/v1/client' })
  const recheck = () => reload().catch(() => undefined)
  const onChange = (client: ClientState | null, from: ClientSource) => center.accept(client, from)
  const ledger = createClientLedger({ onChange, reread: recheck })
  const transport = createTransport({
    platform,
    ledger,
    context: () => ({ publishableKey, baseUrl: frontendUrl, sessionId: center.activeKey()?.sessionId }),
    onUnauthenticated: () => void recheck(),
  })
  const source = createTokenSource({
    platform,
    cache,
    lockPrefix: `keywright.${suffix}.`,
    fetchToken: (key) => fetchToken(transport, key),
    isSignedIn: (sessionId) => center.isOpen(sessionId),
    recheck,
    onToken: (key) => center.onToken(key),
  })
  const keeper = createTokenKeeper({ platform, cache, source, wanted: () => center.activeKey() })
  const sync = createTabSync({
    platform,
    frontendUrl,
    channelName: `keywright.${suffix}`,
    onNews(news) {
      ledger.adopt(news.client)
      center.hear(news)
    },
    onToken: (token) => center.hearToken(token),
  })
  const center = createSessionCenter({ readClient, cache, cookies, emitter, sync, onTokenNeed: keeper.plan })

  return {
    ...{ frontendUrl, isDevelopment, transport, center, cookies, cache, source, reload },
    adopt: ledger.adopt,
    stop() {
      keeper.stop()
      sync.close()
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

/** Where the page lives under the domain of the host in the key, the server writes the page's cookies itself (wire contract 3.5). */
function isServedBeside(frontendHost: string, pageUrl: string): boolean {
  return frontendHost.startsWith('clerk.') && new URL(pageUrl).host.endsWith(frontendHost.slice(6))
}
