import type { OAuthConnectionResource, OAuthProviderResource } from '@keywright/contract'
import type { z } from 'zod'
import { toMillis } from '../../platform/clock.ts'
import type { OAuthConnection } from '../instances/index.ts'
import { findProvider, type OAuthProvider, providerIconUrl } from '../oauth-providers/index.ts'

export function toOAuthConnectionResource(
  connection: OAuthConnection,
  callbackUrl: string,
): z.input<typeof OAuthConnectionResource> {
  const { provider, custom } = connection
  return {
    object: 'oauth_connection',
    provider,
    strategy: `oauth_${provider}`,
    name: connectionName(connection),
    enabled: connection.enabled,
    authenticatable: connection.authenticatable,
    credentials: connection.usesDevelopmentProvider ? 'development' : 'own',
    client_id: connection.clientId,
    has_client_secret: connection.hasClientSecret,
    additional_scopes: [...connection.additionalScopes],
    block_email_subaddresses: connection.blockEmailSubaddresses,
    options: connection.options,
    custom,
    callback_url: callbackUrl,
    created_at: toMillis(connection.createdAt),
    updated_at: toMillis(connection.updatedAt),
  }
}

/** What a person reads. */
export function connectionName({ provider, custom }: Pick<OAuthConnection, 'provider' | 'custom'>): string {
  return custom?.name ?? findProvider(provider)?.name ?? provider
}

export function toOAuthProviderResource(provider: OAuthProvider): z.input<typeof OAuthProviderResource> {
  return {
    object: 'oauth_provider',
    provider: provider.key,
    strategy: `oauth_${provider.key}`,
    name: provider.name,
    protocol: provider.protocol,
    scopes: [...provider.scopes.base],
    options: (provider.options ?? []).map(({ name, label, required, default: preset }) => ({
      ...{ name, label, required, default: preset ?? '' },
    })),
    guide_url: `https://github.com/keywright/keywright/blob/main/docs/guides/social/${provider.key}.md`,
    logo_url: providerIconUrl(provider.icon),
  }
}
