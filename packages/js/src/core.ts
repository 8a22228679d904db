/** Puts the parts together: the one place that knows them all. */
import { type ClientSource, createClientLedger } from './client/client-ledger.ts'
import { type CenterEvents, createSessionCenter, type SessionCenter } from './client/session-center.ts'
import { findFrontendUrl } from './config/frontend-url.ts'
import { cookieSuffixOf, readPublishableKey } from './config/publishable-key.ts'
import type { Emitter } from './emitter.ts'
import type { ClientState } from './flows/flow-api.ts'
import type { KeywrightOptions } from './interface.ts'
import { createLoadOnce, type LoadOnce } from './load-once.ts'
import type { Platform } from './platform/platform.ts'
import type { ClientResource } from './resources/client.ts'
import type { SignedIn, SignedInDeps } from './signed-in.ts'
import { createSessionCookies, type SessionCookies } from './sync/session-cookies.ts'
import { createTabSync } from './sync/tab-sync.ts'
import { createTransport, type Transport } from './transport/transport.ts'

/** Brings what a page needs once somebody is signed in. */
export type LoadSignedIn = () => Promise<(deps: SignedInDeps) => SignedIn>

export interface CoreDeps {
  options: KeywrightOptions
  platform: Platform
  emitter: Emitter<CenterEvents>
  readClient(wire: ClientState | null): ClientResource
  loadSignedIn: LoadSignedIn
}

export interface Core {
  frontendUrl: string
  isDevelopment: boolean
  transport: Transport
  center: SessionCenter
  cookies: SessionCookies
  signedIn: LoadOnce<SignedIn>
  /** Probably there will be a session: what it needs is loaded ahead of it. */
  expectSession(): unknown
  /** Asks the server who is signed in. */
  reload(): Promise<ClientState | null>
  /** Takes over who is signed in from elsewhere than an answer. */
  adopt(client: ClientState | null): void
  stop(): void
}

export function createCore({ options, platform, emitter, readClient, loadSignedIn }: CoreDeps): Core {
  const { publishableKey } = options
  const pageUrl = platform.page.url()
  const frontendUrl = findFrontendUrl({ ...options, pageUrl })
  const { isDevelopment, frontendHost } = readPublishableKey(publishableKey)
  const shared = `keywright.${publishableKey}`
  const cookies = createSessionCookies({
    jar: platform.cookies,
    suffix: cookieSuffixOf(publishableKey, platform.sha1),
    isSecure: pageUrl.startsWith('https:'),
    writesClientUat: isDevelopment && !isServedBeside(frontendHost, pageUrl),
  })
  const reload = () => transport.send<ClientState | null>({ method: 'GET', path: '/v1/client' })
  const recheck = () => reload().catch(() => undefined)
  const onChange = (client: ClientState | null, from: ClientSource) => center.accept(client, from)
  const ledger = createClientLedger({ onChange, reread: recheck })
  const signedIn = createLoadOnce(async () => {
    const [createSignedIn] = await Promise.all([loadSignedIn(), cookies.ready])
    return createSignedIn({
      ...{ platform, transport, center, cookies, reload, recheck, adopt: ledger.adopt },
      sharedName: shared,
    })
  })
  const expectSession = () => signedIn.load().catch(() => undefined)
  /** Nobody hears of a session before there is what it needs. */
  const prepare = (client: ClientState | null): Promise<unknown> =>
    client?.sessions.length
      ? signedIn.load().then((loaded) => loaded.prepare(client.sessions))
      : cookies.ready
  const transport = createTransport({
    ...{ platform, ledger, prepare, seed: options.seed },
    context: () => ({ publishableKey, baseUrl: frontendUrl, sessionId: center.activeKey()?.sessionId }),
    onUnauthenticated: () => void recheck(),
    // It may end in a session, which somebody then makes the active one.
    onPost: async () => (await expectSession())?.expectVerbs(),
    onWritten: (path) => emitter.emit('written', path),
  })
  let heard: Promise<unknown> = cookies.ready
  const sync = createTabSync({
    platform,
    frontendUrl,
    channelName: shared,
    onNews(news) {
      const takeOver = () => {
        ledger.adopt(news.client)
        center.hear(news)
      }
      // In the order in which it was told.
      heard = heard.then(() => prepare(news.client)).then(takeOver, () => undefined)
    },
    onToken: (token) => center.hearToken(token),
  })
  const center = createSessionCenter({
    ...{ readClient, cookies, emitter, sync, keeper: signedIn.now },
  })

  return {
    ...{ frontendUrl, isDevelopment, transport, center, cookies, signedIn, expectSession, reload },
    adopt: ledger.adopt,
    stop() {
      signedIn.now()?.stop()
      sync.close()
    },
  }
}

/** Where the page lives under the domain of the host in the key, the server writes the page's cookies itself (wire contract 3.5). */
function isServedBeside(frontendHost: string, pageUrl: string): boolean {
  return frontendHost.startsWith('clerk.') && new URL(pageUrl).host.endsWith(frontendHost.slice(6))
}
