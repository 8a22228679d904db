import type { EnvironmentWire } from '@keywright/contract'
import type { Instance, OAuthConnection } from '../instances/index.ts'
import { connectionName, findEnabledConnection } from '../oauth-connections/index.ts'
import { findProvider, providerIconUrl } from '../oauth-providers/index.ts'

type Social = EnvironmentWire['user_settings']['social']

/** The providers that are switched on, by strategy. */
export function toSocial(instance: Instance): Social {
  const usable = instance.oauthConnections.flatMap(
    ({ provider }) => findEnabledConnection(instance, `oauth_${provider}`) ?? [],
  )
  return Object.fromEntries(
    usable.map((connection) => [`oauth_${connection.provider}`, toProvider(connection)]),
  )
}

function toProvider(connection: OAuthConnection): Social[`oauth_${string}`] {
  return {
    enabled: true,
    required: false,
    authenticatable: connection.authenticatable,
    block_email_subaddresses: connection.blockEmailSubaddresses,
    strategy: `oauth_${connection.provider}`,
    not_selectable: false,
    deprecated: false,
    name: connectionName(connection),
    logo_url: logoUrl(connection),
  }
}

function logoUrl({ provider, custom }: OAuthConnection): string | null {
  const known = findProvider(provider)
  return known ? providerIconUrl(known.icon) : custom?.logo_url || null
}

/** Google One Tap works with the operator’s own client id only. */
export function googleOneTapClientId(instance: Instance): string | null {
  const google = findEnabledConnection(instance, 'oauth_google')
  return google?.authenticatable && !google.usesDevelopmentProvider ? google.clientId : null
}
