import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, objectAt, splitName, textAt, urlAt } from '../read-profile.ts'

export const coinbase: OAuthProvider = {
  key: 'coinbase',
  name: 'Coinbase',
  icon: {
    paths: [
      { fill: '#0052ff', d: 'M12 0a12 12 0 1 1 0 24 12 12 0 0 1 0-24z' },
      { fill: '#fff', d: 'M12 16.1a4.1 4.1 0 1 1 4-4.8h4.2a8.2 8.2 0 1 0 0 1.4H16a4.1 4.1 0 0 1-4 3.4z' },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://login.coinbase.com/oauth2/auth',
    token: 'https://login.coinbase.com/oauth2/token',
  },
  // Without the last there is no refresh token.
  scopes: { base: ['wallet:user:read', 'wallet:user:email', 'offline_access'], separator: ',' },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  profileRequests: [
    { name: 'user', url: 'https://api.coinbase.com/v2/user', headers: { 'cb-version': '2024-01-01' } },
  ],
  toProfile({ profile }) {
    const user = objectAt(profile.user, 'data')
    return {
      providerUserId: idAt(user, 'id'),
      // Not documented whether it was proven.
      ...addressAt(user, 'email'),
      username: textAt(user, 'username'),
      ...splitName(textAt(user, 'name')),
      imageUrl: urlAt(user, 'avatar_url'),
    }
  },
  imitate: (identity) => ({
    profile: {
      user: {
        data: {
          id: identity.id,
          name: fullName(identity),
          username: identity.username,
          avatar_url: identity.imageUrl,
          resource: 'user',
          resource_path: '/v2/user',
          ...(identity.emailAddress === null ? {} : { email: identity.emailAddress }),
        },
      },
    },
  }),
  sources: [
    'https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/oauth2/integrations',
    'https://docs.cdp.coinbase.com/coinbase-business/authentication-authorization/oauth2/reference',
    'https://docs.cdp.coinbase.com/coinbase-app/api-architecture/resource-users',
  ],
}
