import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { BoundedFetch } from '../../platform/outgoing/outgoing-request.ts'
import type { OAuthConnection, Scope } from '../instances/index.ts'
import { findEnabledConnection, type OAuthConnectionsService } from '../oauth-connections/index.ts'
import {
  customProvider,
  type Discovered,
  findProvider,
  type OAuthProvider,
} from '../oauth-providers/index.ts'
import { ProtocolError } from './provider-fault.ts'

/** A provider, ready to be spoken to: its addresses are whole, and what is sent to it goes by `fetch`. */
export interface OpenProvider {
  connection: OAuthConnection
  provider: OAuthProvider
  clientId: string
  clientSecret(): Promise<string>
  fetch: BoundedFetch
}

/** The provider that this server plays itself. */
export interface PlayedProviderPort {
  /** Where it plays one of them, for browsers; no trailing slash. */
  baseUrl(scope: Scope, provider: string): string
  /** Answers what would go over the network. */
  fetch: BoundedFetch
}

export interface ProviderAccessDeps {
  clock: Clock
  connections: Pick<OAuthConnectionsService, 'revealClientSecret'>
  fetch: BoundedFetch
  playedProvider: PlayedProviderPort
}

export type ProviderAccess = ReturnType<typeof createProviderAccess>

/** How long what a provider published about itself is believed. */
const discoveryMilliseconds = 3_600_000

export function createProviderAccess({ clock, connections, fetch, playedProvider }: ProviderAccessDeps) {
  const discovered = new Map<string, { found: Discovered; at: number }>()

  /** OpenID Connect Discovery §4. */
  async function discover(issuer: string): Promise<Discovered> {
    const known = discovered.get(issuer)
    if (known && clock.now().getTime() - known.at < discoveryMilliseconds) return known.found
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    if (answer.status !== 200) throw new ProtocolError(`The discovery document has status ${answer.status}.`)
    const found = (await answer.json()) as Discovered
    // §4.3: a document that speaks of another issuer would let that one answer for this.
    if (found.issuer !== issuer) throw new ProtocolError('The discovery document names another issuer.')
    discovered.set(issuer, { found, at: clock.now().getTime() })
    return found
  }

  async function describe({ provider, custom }: OAuthConnection): Promise<OAuthProvider> {
    if (!custom) {
      const known = findProvider(provider)
      if (!known) throw notEnabled()
      return known
    }
    return customProvider(provider, custom, custom.issuer ? await discover(custom.issuer) : undefined)
  }

  return {
    /** The provider of a strategy such as `oauth_google`, if users may go that way here. */
    async open(scope: Scope, strategy: string): Promise<OpenProvider> {
      const connection = findEnabledConnection(scope.instance, strategy)
      if (!connection) throw notEnabled()
      const described = await describe(connection).catch((cause: unknown) => {
        throw cause instanceof DomainError ? cause : new DomainError('oauth_token_exchange_error', { cause })
      })
      if (connection.usesDevelopmentProvider) return playedBy(playedProvider, scope, connection, described)
      const provider = withOptions(described, connection.options)
      const secret = () => connections.revealClientSecret(scope, connection.provider)
      return {
        connection,
        provider,
        clientId: connection.clientId,
        async clientSecret() {
          const { clientId, options } = connection
          const clientSecret = await secret()
          return await (provider.makeClientSecret?.({ clientId, clientSecret, options }, clock.now()) ??
            clientSecret)
        },
        fetch,
      }
    },
  }
}

const notEnabled = () => new DomainError('oauth_provider_not_enabled', { param: 'strategy' })

/** Replaces `{tenant}` by the option of that name. */
function withOptions(provider: OAuthProvider, given: OAuthConnection['options']): OAuthProvider {
  const presets = (provider.options ?? []).map(({ name, default: preset = '' }) => [name, preset] as const)
  const chosen = Object.entries(given).filter(([, value]) => value !== '')
  const options = { ...Object.fromEntries(presets), ...Object.fromEntries(chosen) }
  const filled = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => options[name] ?? whole)
  const { issuer } = provider
  return {
    ...provider,
    endpoints: fillAll(provider.endpoints, filled),
    ...(typeof issuer === 'string' ? { issuer: filled(issuer) } : {}),
    ...(typeof issuer === 'function' ? { issuer: (claims) => issuer(claims, options) } : {}),
    profileRequests: (provider.profileRequests ?? []).map((request) => ({
      ...request,
      url: filled(request.url),
    })),
  }
}

function fillAll<Urls extends object>(urls: Urls, filled: (text: string) => string): Urls {
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, filled(String(url))])) as Urls
}

/** The same provider at other addresses. */
function playedBy(
  { baseUrl, fetch }: PlayedProviderPort,
  scope: Scope,
  connection: OAuthConnection,
  provider: OAuthProvider,
): OpenProvider {
  const base = baseUrl(scope, connection.provider)
  const { makeClientSecret: _none, idTokenAlgorithms: _rs256, ...same } = provider
  return {
    connection,
    provider: {
      ...same,
      issuer: base,
      endpoints: {
        authorization: `${base}/authorize`,
        token: `${base}/token`,
        jwks: `${base}/jwks`,
        revocation: `${base}/revoke`,
      },
      profileRequests: (provider.profileRequests ?? []).map((request) => ({
        ...request,
        url: `${base}/profile/${request.name}`,
      })),
    },
    clientId: 'development',
    clientSecret: async () => 'development',
    fetch,
  }
}
